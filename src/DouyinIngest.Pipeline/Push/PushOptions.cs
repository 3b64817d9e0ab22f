using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Pipeline.Push;

/// <summary>The webhook that the Open Platform pushes to; the section <c>Push</c>. Off while no port is set.</summary>
internal sealed class PushOptions
{
    public const string SectionName = "Push";

    /// <summary>The address to listen on: 127.0.0.1 (default), or 0.0.0.0 for all interfaces. Behind whatever ends TLS.</summary>
    [Required]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>The webhook's own port; 0: there is no webhook. Never the management port. Default 0.</summary>
    [Range(0, 65_535, ErrorMessage = "Push:Port must be from 1 to 65535, or 0 for no webhook.")]
    public int Port { get; set; }

    /// <summary>By message type (<c>live_comment</c>, …): the secret that its pushes are signed with, as entered at the platform; two by comma while it is changed. Secrets.</summary>
    public Dictionary<string, string> Secrets { get; set; } = new(StringComparer.Ordinal);

    /// <summary>A push whose <c>x-timestamp</c> is further than this from our clock, either way, is refused. Default 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:05", "1.00:00:00", ErrorMessage = "Push:MaxAge must be from 5 s to 1 d.")]
    public TimeSpan MaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>The largest body. Default 1 MiB.</summary>
    [Range(1024, 64 * 1024 * 1024, ErrorMessage = "Push:MaxBodyBytes must be from 1024 to 67108864.")]
    public int MaxBodyBytes { get; set; } = 1024 * 1024;

    /// <summary>Most bytes of bodies that are being read or are not yet on the broker; a push above it is refused and comes again. Default 64 MiB.</summary>
    [Range(1024, 1L << 40, ErrorMessage = "Push:MaxHeldBytes must be at least 1024.")]
    public long MaxHeldBytes { get; set; } = 64L * 1024 * 1024;

    /// <summary>Most connections to the webhook. Default 1024.</summary>
    [Range(1, 100_000, ErrorMessage = "Push:MaxConnections must be from 1 to 100000.")]
    public int MaxConnections { get; set; } = 1024;

    /// <summary>After how long an answer is given that the broker does not have the push yet; it is kept all the same, and a repeat learns what became of it. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00", ErrorMessage = "Push:AnswerWithin must be from 1 s to 10 min.")]
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is a webhook.</summary>
    internal bool IsOn => Port > 0;

    /// <summary>The secrets of a message type; none: its pushes are refused.</summary>
    internal IReadOnlyList<string> SecretsOf(string type)
        => Secrets.TryGetValue(type, out var secrets) ? secrets.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [];
}
