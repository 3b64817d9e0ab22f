using System.Globalization;
using System.Net;
using System.Text.Json;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>What the platform answered: its data, or why there is none.</summary>
/// <param name="Refusal">Null: it did as asked.</param>
/// <param name="Detail">For an operator: what was seen, without secrets.</param>
/// <param name="Data">The answer's <c>data</c>; undefined when it has none.</param>
internal sealed record PlatformAnswer(CloseReason? Refusal, string Detail, JsonElement Data = default)
{
    private const int LongestMessage = 200;

    /// <summary>err_no of a token that is wrong, or too old.</summary>
    private static readonly string[] TokenErrors = ["28001003", "28001008", "40022"];

    public bool Succeeded => Refusal is null;

    /// <summary>The access token was not accepted: another one may be.</summary>
    public bool WantsToken { get; private init; }

    /// <summary>Nobody refused: the platform could not be reached, or is in trouble of its own.</summary>
    public bool IsTransient => Refusal is CloseReason.Network or CloseReason.Tls or CloseReason.UpstreamError or CloseReason.RateLimited;

    /// <summary>Reads an answer; never throws for what it holds.</summary>
    public static PlatformAnswer Of(HttpAnswer answer, string call)
    {
        if (answer.Status is not { } status)
        {
            return new PlatformAnswer(answer.Failure, $"{call}: {answer.Detail}");
        }

        if (status is HttpStatusCode.TooManyRequests)
        {
            return new PlatformAnswer(CloseReason.RateLimited, $"{call}: HTTP 429");
        }

        if (answer.LooksLikeHtml)
        {
            return new PlatformAnswer(CloseReason.UpstreamError, $"{call}: HTML in place of JSON (HTTP {(int)status})");
        }

        try
        {
            using var json = JsonDocument.Parse(answer.Body, new JsonDocumentOptions { MaxDepth = 32 });
            return Of(json.RootElement, status, call);
        }
        catch (JsonException)
        {
            return new PlatformAnswer(CloseReason.UpstreamError, $"{call}: HTTP {(int)status} without JSON");
        }
    }

    private static PlatformAnswer Of(JsonElement root, HttpStatusCode status, string call)
    {
        var number = root.Text("err_no");
        if (status == HttpStatusCode.OK && number is "0")
        {
            return new PlatformAnswer(null, "", root.Field("data").ValueKind == JsonValueKind.Undefined ? default : root.Field("data").Clone());
        }

        var words = root.Text("err_msg") is { Length: > 0 } message ? message : root.Text("err_tips");
        var detail = string.Create(CultureInfo.InvariantCulture, $"{call}: HTTP {(int)status}, err_no {(number.Length == 0 ? "none" : number)} {Line(words)}").TrimEnd();
        var wantsToken = status == HttpStatusCode.Unauthorized || TokenErrors.Contains(number, StringComparer.Ordinal);
        return new PlatformAnswer((int)status >= 500 || number.Length == 0 && !wantsToken ? CloseReason.UpstreamError : CloseReason.PushRefused, detail) { WantsToken = wantsToken };
    }

    private static string Line(string words)
        => new([.. words.Take(LongestMessage).Select(c => char.IsControl(c) ? ' ' : c)]);
}
