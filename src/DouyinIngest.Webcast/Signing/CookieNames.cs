namespace DouyinIngest.Webcast.Signing;

/// <summary>The site's cookies that we know by name (PROTOCOL 1).</summary>
internal static class CookieNames
{
    /// <summary>Every visitor's; the one cookie that the socket needs.</summary>
    public const string Ttwid = "ttwid";

    /// <summary>A login stands in any of these.</summary>
    public static IReadOnlyList<string> Login { get; } = ["sessionid", "sessionid_ss"];
}
