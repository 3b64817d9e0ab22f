using System.Globalization;
using System.Net;
using System.Text.Json;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Chat;

/// <summary>Tells what the upstream's answer to a line means. Pure; never throws on what the upstream sent.</summary>
internal static class ChatAnswers
{
    private const int MaxPrompt = 60;

    /// <summary>Codes as public clients of the site meet them. What has none is told by the site's own words, then by the code alone.</summary>
    private static readonly Dictionary<string, ChatReason> Codes = new(StringComparer.Ordinal)
    {
        ["20003"] = ChatReason.LoginExpired,
        ["30003"] = ChatReason.RoomOffline,
        ["4001038"] = ChatReason.RoomNotFound,
    };

    private static readonly (string Word, ChatReason Reason)[] Words =
    [
        ("登录", ChatReason.LoginExpired),
        ("login", ChatReason.LoginExpired),
        ("频繁", ChatReason.RateLimited),
        ("太快", ChatReason.RateLimited),
        ("too fast", ChatReason.RateLimited),
        ("禁言", ChatReason.Muted),
        ("mute", ChatReason.Muted),
        ("敏感", ChatReason.ContentRefused),
        ("违规", ChatReason.ContentRefused),
        ("sensitive", ChatReason.ContentRefused),
        ("结束", ChatReason.RoomOffline),
        ("未开播", ChatReason.RoomOffline),
        ("finished", ChatReason.RoomOffline),
        ("验证", ChatReason.Blocked),
        ("captcha", ChatReason.Blocked),
    ];

    /// <summary>What became of the line.</summary>
    public static ChatSendResult Classify(ChatAnswer came)
    {
        var answer = came.Answer;
        return answer.Status switch
        {
            null when came.MayBeWritten => new(ChatReason.NoAnswer, Bounded(answer.Detail)),
            null => new(answer.Failure == CloseReason.Tls ? ChatReason.Tls : ChatReason.Network, Bounded(answer.Detail)),
            HttpStatusCode.OK when answer.Body.IsEmpty => new(ChatReason.Blocked, "HTTP 200 with an empty body, the site's risk control"),
            HttpStatusCode.OK when answer.LooksLikeHtml => new(ChatReason.UnreadableAnswer, "HTTP 200 with HTML in place of JSON"),
            HttpStatusCode.OK => Read(answer.Body),
            HttpStatusCode.Unauthorized => new(ChatReason.LoginExpired, "HTTP 401"),
            HttpStatusCode.Forbidden => new(ChatReason.Forbidden, "HTTP 403"),
            HttpStatusCode.TooManyRequests => new(ChatReason.RateLimited, "HTTP 429"),
            _ when answer.IsRedirect => new(ChatReason.LoginExpired, Http(answer) + ", sent elsewhere, as who is not logged in"),
            { } status when (int)status is >= 400 and < 500 => new(ChatReason.Rejected, Http(answer)),
            { } status when (int)status >= 500 => new(ChatReason.ServerError, Http(answer)),
            _ => new(ChatReason.UnreadableAnswer, Http(answer)),
        };
    }

    private static ChatSendResult Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonReading.MaxDepth });
            var root = document.RootElement;
            var data = root.Field("data");
            return root.Text("status_code") switch
            {
                "0" => new(ChatReason.None, "") { MessageId = Id(data, "msg_id"), SenderId = Id(data.Field("user"), "id") },
                "" => new(ChatReason.UnreadableAnswer, "the answer has no status_code"),
                var code => Refused(code, data.Text("prompts") is { Length: > 0 } prompts ? prompts : data.Text("message")),
            };
        }
        catch (JsonException)
        {
            return new(ChatReason.UnreadableAnswer, string.Create(CultureInfo.InvariantCulture, $"{body.Length} bytes that are no JSON"));
        }
    }

    private static ChatSendResult Refused(string code, string words)
    {
        var reason = Codes.TryGetValue(code, out var known)
            ? known
            : Array.Find(Words, w => words.Contains(w.Word, StringComparison.OrdinalIgnoreCase)) is { Word: not null } hit ? hit.Reason : ChatReason.Rejected;
        var shown = new string([.. words.Take(MaxPrompt).Where(static c => !char.IsControl(c) && !char.IsSurrogate(c))]);
        return new(reason, $"status_code {code[..Math.Min(code.Length, 20)]}{(shown.Length > 0 ? ", " + shown : "")}");
    }

    // The id stands there as a number, or as text under a name of its own.
    private static long Id(JsonElement of, string name) => Math.Max(0, Math.Max(of.Count(name), of.Count(name + "_str")));

    private static string Http(HttpAnswer answer) => string.Create(CultureInfo.InvariantCulture, $"HTTP {(int)answer.Status!}");

    private static string Bounded(string detail) => detail.Length <= 200 ? detail : detail[..200];
}
