using System.Net;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Http;

/// <summary>One answer, read whole under the caller's cap; or why there is none.</summary>
internal sealed record HttpAnswer
{
    /// <summary>Null when no answer came; then <see cref="Failure"/> says why.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The decompressed body; owned by this answer.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The Set-Cookie headers, in order. Never logged.</summary>
    public IReadOnlyList<string> SetCookies { get; init; } = [];

    /// <summary>Where a redirect leads, made absolute; null when the answer names no place.</summary>
    public Uri? Location { get; init; }

    /// <summary>Why no answer came: Network, Tls or UpstreamError (a body over the cap). Meaningless beside a status.</summary>
    public CloseReason Failure { get; init; }

    /// <summary>The body is over the caller's cap; <see cref="Failure"/> is UpstreamError then.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>What happened, for a person; empty beside a status.</summary>
    public string Detail { get; init; } = "";

    public bool IsSuccess => Status is >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices;

    public bool IsRedirect => Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
        or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>Markup where something else was asked for: the first character that is not blank is a &lt;.</summary>
    public bool LooksLikeHtml
    {
        get
        {
            var body = Body.Span.TrimStart("\uFEFF \t\r\n"u8);
            return body.Length > 0 && body[0] == (byte)'<';
        }
    }

    public static HttpAnswer Failed(CloseReason reason, string detail) => new() { Failure = reason, Detail = detail };
}
