using System.Globalization;
using System.Net;
using System.Text.Json;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>What the answer to a poll means that holds no Response. Pure.</summary>
internal static class FetchRefusals
{
    private const int RoomNotFound = 4001038;
    private const int MaxDepth = 16;

    /// <summary>Why there is nothing to read; null: the body is worth reading.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="signed">Whether the request carried a signature.</param>
    public static (CloseReason Reason, string Detail)? Classify(HttpAnswer answer, bool signed)
    {
        var refusal = answer.Status switch
        {
            null when answer.IsTooLarge => (CloseReason.MessageTooLarge, answer.Detail),
            null => (answer.Failure, answer.Detail),
            HttpStatusCode.OK => OfBody(answer),
            HttpStatusCode.Unauthorized => (CloseReason.SignatureRejected, "HTTP 401"),
            HttpStatusCode.Forbidden => (CloseReason.Forbidden, "HTTP 403"),
            HttpStatusCode.TooManyRequests => (CloseReason.RateLimited, "HTTP 429, too many requests"),
            { } status => ((CloseReason, string)?)(CloseReason.UpstreamError, string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)status}")),
        };
        if (refusal is not var (reason, detail))
        {
            return null;
        }

        var unsigned = !signed && reason is CloseReason.DeviceBlocked or CloseReason.SignatureRejected or CloseReason.Forbidden;
        return (reason, $"im/fetch: {detail}{(unsigned ? "; the site may want a signature: Signing:Mode=http with Signing:Url gives one" : "")}");
    }

    private static (CloseReason Reason, string Detail)? OfBody(HttpAnswer answer)
    {
        if (answer.Body.IsEmpty)
        {
            return (CloseReason.DeviceBlocked, "HTTP 200 with an empty body, the site's risk control; a cookie of a browser (DOUYIN_COOKIE) or another address helps");
        }

        if (IsProtobuf(answer.Body.Span))
        {
            return null;
        }

        if (answer.LooksLikeHtml)
        {
            return (CloseReason.UpstreamError, "HTML in place of protobuf: a page to prove that one is no robot, or a proxy's");
        }

        var body = answer.Body.Span.TrimStart(" \t\r\n"u8);
        return body.StartsWith("{"u8) ? OfJson(answer.Body) : null;
    }

    // Looked at first: a Response begins with a line feed, the tag of its messages, and with { or < where the first is 123 or 60 bytes long.
    private static bool IsProtobuf(ReadOnlySpan<byte> body)
    {
        var fields = new WireReader(body);
        while (fields.Next())
        {
        }

        return !fields.Failed;
    }

    private static (CloseReason Reason, string Detail) OfJson(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = MaxDepth });
            if (document.RootElement.TryGetProperty("status_code", out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var code))
            {
                return code == RoomNotFound
                    ? (CloseReason.RoomNotFound, "there is no such room (status_code 4001038)")
                    : (CloseReason.SignatureRejected, string.Create(CultureInfo.InvariantCulture, $"a JSON error in place of protobuf, status_code {code}"));
            }
        }
        catch (JsonException)
        {
            // It looks like JSON and is none: that is said below.
        }

        return (CloseReason.UpstreamError, "JSON in place of protobuf, without a status_code");
    }
}
