namespace DouyinIngest.Webcast.Signing;

/// <summary>The site's cookies that we know by name (PROTOCOL 1).</summary>
internal static class CookieNames
{
    /// <summary>Every visitor's; the one cookie that the socket needs.</summary>
    public const string Ttwid = "ttwid";

    /// <summary>A login: gifts come to who has one, and lines are said by it.</summary>
    public const string Login = "sessionid";
}
