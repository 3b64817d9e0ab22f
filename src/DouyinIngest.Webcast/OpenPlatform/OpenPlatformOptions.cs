namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>How the Open Platform is called: who we are there, and what is pushed.</summary>
internal sealed class OpenPlatformOptions
{
    public const string SectionName = "OpenPlatform";

    /// <summary>Where tasks are started and stopped, and missed gifts fetched.</summary>
    public Uri ApiUrl { get; set; } = new("https://webcast.bytedance.com");

    /// <summary>Where an access token is had for app id and secret.</summary>
    public Uri TokenUrl { get; set; } = new("https://developer.toutiao.com/api/apps/v2/token");

    /// <summary>What is pushed: <c>live_comment</c>, <c>live_gift</c>, <c>live_like</c>, <c>live_fansclub</c>; none: the first three. The last takes <c>Kafka:OtherTopic</c>.</summary>
    public IList<string> MessageTypes { get; set; } = [];

    /// <summary>For one attempt of one call. Default 5 s.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How often it is checked that a room's tasks run; one that does not is started. Default 1 min.</summary>
    public TimeSpan TaskInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How often missed gifts are asked for, besides at a room's start; up to a fifth is added at random. Default 1 min.</summary>
    public TimeSpan MissedInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How many missed events one page holds. Default 100.</summary>
    public int PageSize { get; set; } = 100;

    /// <summary>A JSON file <c>{"sec_gift_id":"name"}</c>: the platform names no gifts. Empty: gifts have no names.</summary>
    public string GiftNamesFile { get; set; } = "";

    /// <summary>App id and secret of credentials other than <c>default</c>, whose are <c>DOUYIN_APP_ID</c> and <c>DOUYIN_APP_SECRET</c>.</summary>
    public Dictionary<string, OpenPlatformApp> Credentials { get; set; } = new(StringComparer.Ordinal);

    /// <summary>What is pushed, read.</summary>
    internal IReadOnlyList<PushMessageType> Types
        => MessageTypes.Count == 0 ? PushMessageTypes.Usual : [.. MessageTypes.Select(PushMessageTypes.Find).OfType<PushMessageType>().Distinct().Order()];
}

/// <summary>An app of the platform.</summary>
internal sealed class OpenPlatformApp
{
    public string AppId { get; set; } = "";

    /// <summary>A secret.</summary>
    public string AppSecret { get; set; } = "";
}
