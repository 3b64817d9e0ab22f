namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Where rooms are looked up, and what one look may cost.</summary>
public sealed class RoomInfoOptions
{
    public const string SectionName = "RoomInfo";

    /// <summary>What a browser of the vendor's web client says; a signature is bound to it.</summary>
    public const string DefaultUserAgent =
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0";

    private static readonly Uri RealUpstream = new("https://live.douyin.com");
    private static readonly Uri RealReflow = new("https://webcast.amemv.com");

    /// <summary>The live site. Another one (the simulator) also serves short links at <c>/s/…</c> and, unless <see cref="ReflowUrl"/> is set, reflow pages.</summary>
    public Uri UpstreamUrl { get; set; } = RealUpstream;

    /// <summary>Where a broadcast is looked up by its room id; null: webcast.amemv.com for the real site, else <see cref="UpstreamUrl"/>.</summary>
    public Uri? ReflowUrl { get; set; }

    /// <summary>The hosts that a short link may lead through. Any other ends the lookup: a link of a stranger's must not make us call an inner address.</summary>
    public IList<string> ShortLinkHosts { get; set; } = ["v.douyin.com", "www.iesdouyin.com", "www.douyin.com", "live.douyin.com", "webcast.amemv.com"];

    public string UserAgent { get; set; } = DefaultUserAgent;

    /// <summary>For one attempt of one call.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The largest answer that is read, decompressed; a real room answer has 0.8 MB.</summary>
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    internal bool IsRealUpstream => UpstreamUrl == RealUpstream;

    internal Uri EffectiveReflowUrl => ReflowUrl ?? (IsRealUpstream ? RealReflow : UpstreamUrl);
}
