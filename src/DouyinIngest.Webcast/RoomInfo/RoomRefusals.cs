using System.Net;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Tells the upstream's refusals apart, by what the HTTP answer alone shows. Pure.</summary>
internal static class RoomRefusals
{
    /// <summary>Null when the answer carries a body that is worth reading.</summary>
    public static RoomInfoResult? Classify(HttpAnswer answer, string source) => answer.Status switch
    {
        null => RoomInfoResults.Refused(answer.Failure, $"{source}: {answer.Detail}"),
        HttpStatusCode.OK when answer.Body.IsEmpty => RoomInfoResults.Refused(
            CloseReason.DeviceBlocked,
            $"{source}: HTTP 200 with an empty body, the site's risk control; a cookie of a browser (DOUYIN_COOKIE) or another address helps"),
        HttpStatusCode.OK => null,
        HttpStatusCode.Forbidden => RoomInfoResults.Refused(CloseReason.Forbidden, $"{source}: HTTP 403"),
        HttpStatusCode.TooManyRequests => RoomInfoResults.Refused(CloseReason.RateLimited, $"{source}: HTTP 429, too many requests"),
        HttpStatusCode.NotFound => RoomInfoResults.Refused(CloseReason.RoomNotFound, $"{source}: HTTP 404"),
        { } status => RoomInfoResults.Refused(CloseReason.UpstreamError, $"{source}: HTTP {(int)status}"),
    };

    /// <summary>True for what the site answers to a visitor whom it does not trust: the empty 200, and 403. Another ttwid may help.</summary>
    public static bool IsRiskControl(HttpAnswer answer) => answer is { Status: HttpStatusCode.OK, Body.IsEmpty: true } or { Status: HttpStatusCode.Forbidden };

    /// <summary>True when the live page may still tell what the room API would not: the soft rejection, a 4xx other than 429, or markup.</summary>
    public static bool PageMayHelp(HttpAnswer answer) => answer.Status switch
    {
        HttpStatusCode.OK => answer.Body.IsEmpty || answer.LooksLikeHtml,
        HttpStatusCode.TooManyRequests => false,
        { } status => (int)status is >= 400 and < 500,
        null => false,
    };
}
