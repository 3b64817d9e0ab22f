using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>How rooms' sockets are opened and kept. TLS is always verified; there is no setting that turns it off.</summary>
public sealed class SocketOptions
{
    /// <summary>Where these options stand in the configuration.</summary>
    public const string SectionName = "Socket";

    /// <summary><c>push-v2</c> (default) or <c>im-v1</c>.</summary>
    [AllowedValues(SocketProfile.PushV2, SocketProfile.ImV1, ErrorMessage = "Socket:Profile must be push-v2 or im-v1.")]
    public string Profile { get; set; } = SocketProfile.PushV2;

    /// <summary>
    /// Scheme, host and path of the endpoint, such as <c>ws://127.0.0.1:8080/webcast/im/push/v2/</c>; what stands behind a ? is dropped.
    /// Null: the profile's own.
    /// </summary>
    public Uri? Url { get; set; }

    /// <summary>Time between two heartbeats; silence for two of them ends a session. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long one handshake may take, name look-up to HTTP 101. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a message that has begun may take to end. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan MessageTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest WebSocket message, in bytes. Default 4 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxMessageBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Sockets opened per second at most, all rooms together. Default 400.</summary>
    [Range(1, 100_000)]
    public int ConnectsPerSecond { get; set; } = 400;

    /// <summary>Sockets that may be opened at once after a quiet time. Default 400.</summary>
    [Range(1, 100_000)]
    public int ConnectBurst { get; set; } = 400;

    /// <summary>The User-Agent that is sent, signed and described by the browser parameters.</summary>
    [Required]
    public string UserAgent { get; set; } =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36";

    /// <summary>Query parameters to add, or to send with another value than the profile's.</summary>
    public IDictionary<string, string> Parameters { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The viewer id, 19 digits. Empty: one is made up and kept for the life of the process.</summary>
    public string UserUniqueId { get; set; } = "";

    /// <summary>app_id of profile <c>im-v1</c>.</summary>
    public string AppId { get; set; } = "";

    /// <summary>app_ids of profile <c>im-v1</c> by the name of the credential that a room's assignment gives; the one called <c>default</c> has <see cref="AppId"/>.</summary>
    public IDictionary<string, string> AppIds { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
