using System.Globalization;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server.Push;

/// <summary>
/// The webhook, one request after the other: caps, signature, the room's place, the room. 200 only when the broker has every event; whatever else
/// is answered says why.
/// </summary>
internal sealed partial class PushEndpoint(
    IOptions<PushOptions> options,
    PushRouter router,
    PushIntake intake,
    PushForwarder forwarder,
    HeldBytes held,
    PushMetrics metrics,
    TimeProvider time,
    ILogger<PushEndpoint> logger)
{
    private readonly LogGate _gate = new(time);

    public async Task HandleAsync(HttpContext context)
    {
        var reply = await TakeAsync(context);
        metrics.Ended(reply.Verdict);
        if (reply.Verdict is PushVerdict.BadType or PushVerdict.BadSignature or PushVerdict.Stale or PushVerdict.BadBody or PushVerdict.NotPushed or PushVerdict.UnknownRoom or PushVerdict.OwnerAway
            && _gate.Opens(reply.Verdict.ToString()))
        {
            Log.Refused(logger, SnakeCase.Of(reply.Verdict), HeadersOf(context.Request).Room, context.Connection.RemoteIpAddress?.ToString() ?? "");
        }

        if (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        context.Response.StatusCode = reply.Status;
        context.Response.ContentType = reply.ContentType;
        context.Response.ContentLength = reply.Body.Length;
        if (reply.MayComeAgain)
        {
            context.Response.Headers.RetryAfter = "1";
        }

        await context.Response.Body.WriteAsync(reply.Body);
    }

    private async Task<PushReply> TakeAsync(HttpContext context)
    {
        var request = context.Request;
        var headers = HeadersOf(request);
        if (!HttpMethods.IsPost(request.Method) || headers.Wrong is not null)
        {
            return PushReply.Of(PushVerdict.BadHeader, HttpMethods.IsPost(request.Method) ? $"The header {headers.Wrong} is missing, or is not what it must be." : "The method must be POST.");
        }

        if (!request.HasJsonContentType())
        {
            return PushReply.Of(PushVerdict.BadContentType);
        }

        var secrets = options.Value.SecretsOf(headers.MessageType);
        if (PushMessageTypes.Find(headers.MessageType) is not { } type || secrets.Count == 0)
        {
            return PushReply.Of(PushVerdict.BadType, "x-msg-type names no message type that has a secret here.");
        }

        if (request.ContentLength > options.Value.MaxBodyBytes)
        {
            return TooLarge();
        }

        var most = (int)(request.ContentLength ?? options.Value.MaxBodyBytes);
        if (!held.TryTake(most))
        {
            return PushReply.Of(PushVerdict.Busy);
        }

        var (body, refused) = await ReadAsync(context, most);
        held.Give(most - (body?.Length ?? 0));
        return body is null ? refused! : await TakeAsync(context, headers, type, secrets, body);
    }

    /// <summary>The body counts as held; whoever ends it gives it back.</summary>
    private async Task<PushReply> TakeAsync(HttpContext context, PushHeaders headers, PushMessageType type, IReadOnlyList<string> secrets, byte[] body)
    {
        if (!PushSignature.IsRight(headers, body, secrets))
        {
            held.Give(body.Length);
            return PushReply.Of(PushVerdict.BadSignature);
        }

        var route = router.Find(headers.Room, context.Request.Headers.ContainsKey(PushForwarder.Header), out var session);
        if (session is not null)
        {
            var verdict = await intake.TakeAsync(headers, type, body, session, context.RequestAborted);
            return PushReply.Of(verdict, verdict == PushVerdict.Stale ? Age(headers) : "");
        }

        try
        {
            if (route.Kind == PushRouteKind.Forward)
            {
                return await forwarder.SendAsync(route.Address, headers, body);
            }

            return intake.IsStale(headers)
                ? PushReply.Of(PushVerdict.Stale, Age(headers))
                : PushReply.Of(VerdictOf(route.Kind), $"x-roomid is {headers.RoomId}.");
        }
        finally
        {
            held.Give(body.Length);
        }
    }

    private static PushVerdict VerdictOf(PushRouteKind kind) => kind switch
    {
        PushRouteKind.Unknown => PushVerdict.UnknownRoom,
        PushRouteKind.NotPushed => PushVerdict.NotPushed,
        PushRouteKind.Misdirected => PushVerdict.Misdirected,
        _ => PushVerdict.NotYet,
    };

    private static async Task<(byte[]? Body, PushReply? Refused)> ReadAsync(HttpContext context, int most)
    {
        try
        {
            using var body = new MemoryStream(context.Request.ContentLength is null ? 0 : most);
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            return (body.ToArray(), null);
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return (null, TooLarge());
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or BadHttpRequestException)
        {
            return (null, PushReply.Of(PushVerdict.CallerGone));
        }
    }

    private static PushReply TooLarge() => PushReply.Of(PushVerdict.TooLarge);

    private string Age(in PushHeaders headers)
    {
        var age = time.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(headers.Time);
        return string.Create(CultureInfo.InvariantCulture, $"x-timestamp is {Math.Abs(age.TotalSeconds):N0} s {(age < TimeSpan.Zero ? "ahead of" : "behind")} the clock here; allowed are {options.Value.MaxAge.TotalSeconds:N0} s.");
    }

    private static PushHeaders HeadersOf(HttpRequest request) => new(
        One(request, PushHeaders.MessageTypeName),
        One(request, PushHeaders.RoomIdName),
        One(request, PushHeaders.NonceName),
        One(request, PushHeaders.TimestampName),
        One(request, PushHeaders.SignatureName));

    // A header that is there twice is none: the two ends might each sign another.
    private static string One(HttpRequest request, string name) => request.Headers[name] is [{ } value] ? value : "";

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Pushes are refused as {Outcome}, such as one for broadcast {RoomId} from {Remote}; douyin_push_requests_total counts them", EventName = "PushRefused")]
        public static partial void Refused(ILogger logger, string outcome, long roomId, string remote);
    }
}
