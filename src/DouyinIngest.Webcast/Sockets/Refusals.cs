using System.Globalization;
using System.Net;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>What the upstream's answer to a handshake means. Pure.</summary>
internal static class Refusals
{
    private const int MaxWord = 80;

    /// <summary>
    /// Classifies an HTTP answer other than 101. The push gateway refuses with 200 and <c>Handshake-Msg</c>: DEVICE_BLOCKED, or its word for
    /// something else, which is taken for the signature unless it names another cause. A 200 without that header did not come from the
    /// gateway: <see cref="CloseReason.UpstreamError"/>.
    /// </summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="message">Header Handshake-Msg, empty when absent.</param>
    /// <param name="code">Header Handshake-Status, empty when absent.</param>
    /// <param name="signed">Whether the request carried a signature.</param>
    public static (CloseReason Reason, string Detail) Classify(HttpStatusCode status, string message, string code, bool signed)
    {
        var reason = status switch
        {
            HttpStatusCode.OK => OfMessage(message, code),
            HttpStatusCode.Unauthorized => CloseReason.SignatureRejected,
            HttpStatusCode.Forbidden => message.Length > 0 ? OfMessage(message, code) : CloseReason.Forbidden,
            HttpStatusCode.NotFound => CloseReason.RoomNotFound,
            HttpStatusCode.UnsupportedMediaType => CloseReason.DeviceBlocked,
            HttpStatusCode.TooManyRequests => CloseReason.RateLimited,
            _ => CloseReason.UpstreamError,
        };
        var detail = $"HTTP {((int)status).ToString(CultureInfo.InvariantCulture)} in place of 101";
        if (message.Length > 0)
        {
            detail += $", Handshake-Msg {Word(message)}";
        }

        if (code.Length > 0)
        {
            detail += $", Handshake-Status {Word(code)}";
        }

        if (status == HttpStatusCode.BadGateway)
        {
            detail += " (502 may also mean a wrong signature)";
        }

        var unsigned = !signed && (status == HttpStatusCode.BadGateway || reason is CloseReason.SignatureRejected or CloseReason.DeviceBlocked or CloseReason.Forbidden);
        return (reason, unsigned ? detail + "; the site wants a signature: Signing:Mode=http with Signing:Url gives one" : detail);
    }

    private static CloseReason OfMessage(string message, string code)
    {
        if (message.Length == 0 && code.Length == 0)
        {
            return CloseReason.UpstreamError;
        }

        (string Word, CloseReason Reason)[] words =
        [
            ("DEVICE_BLOCKED", CloseReason.DeviceBlocked),
            ("QUOTA", CloseReason.CredentialQuota),
            ("LIMIT", CloseReason.RateLimited),
            ("FREQUEN", CloseReason.RateLimited),
            ("SIGN", CloseReason.SignatureRejected),
            ("ROOM_NOT", CloseReason.RoomNotFound),
            ("ROOM_FINISH", CloseReason.BroadcastEnded),
            ("ROOM_END", CloseReason.BroadcastEnded),
        ];
        foreach (var (word, reason) in words)
        {
            if (message.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return reason;
            }
        }

        return CloseReason.SignatureRejected;
    }

    // A header of theirs goes into a line of ours: printable, and short.
    private static string Word(string text)
        => new([.. text.Take(MaxWord).Select(c => c is > ' ' and < (char)0x7f ? c : '_')]);
}
