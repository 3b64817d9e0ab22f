using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Signing;

public sealed partial class CookieSource
{
    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Host} gave no ttwid cookie ({Reason}); going on without, the upstream may refuse. A jar of a browser in DOUYIN_COOKIE settles it.", EventName = "TtwidNotObtained")]
        public static partial void NoTtwid(ILogger logger, string host, string reason);

        [LoggerMessage(2, LogLevel.Warning, "The login in the cookie file has expired; going on without it: gifts may not come, and no line can be sent. Log in with a browser and export the cookies again.", EventName = "LoginExpired")]
        public static partial void LoginExpired(ILogger logger);
    }
}
