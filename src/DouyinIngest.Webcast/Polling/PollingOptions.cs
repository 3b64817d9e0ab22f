using System.ComponentModel.DataAnnotations;

namespace DouyinIngest.Webcast.Polling;

/// <summary>How rooms are polled, and how hybrid rooms find back to the socket.</summary>
public sealed class PollingOptions
{
    /// <summary>Where these options stand in the configuration.</summary>
    public const string SectionName = "Polling";

    /// <summary>
    /// Scheme, host and path of <c>im/fetch</c>; what stands behind a ? is dropped. Null: <c>/webcast/im/fetch/</c> of <c>RoomInfo:UpstreamUrl</c>, or of the
    /// host of <c>Socket:Url</c> where only that is another one than the site's.
    /// </summary>
    public Uri? Url { get; set; }

    /// <summary>From the beginning of one poll of a room to that of the next; an answer may ask for a longer one, up to a minute. Default 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:10:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>For how long one attempt of a poll may take. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:05:00")]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest answer that is read, decompressed, in bytes. Default 4 MiB.</summary>
    [Range(1024, 1 << 30)]
    public int MaxAnswerBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Polls a second at most, all rooms together; those over it wait their turn. Default 400.</summary>
    [Range(1, 100_000)]
    public int FetchesPerSecond { get; set; } = 400;

    /// <summary>Query parameters to add, or to send with another value than the web client's.</summary>
    public IDictionary<string, string> Parameters { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>
    /// Domains whose hosts an answer may name for a room's sockets, over wss; any other is not followed: the answer is a stranger's, and the socket carries the
    /// cookies. Default douyin.com.
    /// </summary>
    public IList<string> PushHosts { get; set; } = ["douyin.com"];

    /// <summary>Wait of a hybrid room that polls before it tries the socket again, half of it random; doubled with each failure in a row. Default 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan UpgradeMinDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two tries of the socket. Default 2 min.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan UpgradeMaxDelay { get; set; } = TimeSpan.FromMinutes(2);
}
