using System.Text.Json;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Server.Push;

/// <summary>What the webhook answers.</summary>
/// <param name="Verdict">How the request ended.</param>
/// <param name="Status">The HTTP status; 200 says that the broker has it.</param>
/// <param name="ContentType">Of the body.</param>
/// <param name="Body">Says what, where and what to do when it was refused.</param>
internal sealed record PushReply(PushVerdict Verdict, int Status, string ContentType, byte[] Body)
{
    private static readonly byte[] Done = [.. "{\"err_no\":0}"u8];

    /// <summary>The answer to a verdict; <paramref name="detail"/> says what was seen.</summary>
    public static PushReply Of(PushVerdict verdict, string detail = "")
    {
        if (verdict is PushVerdict.Accepted or PushVerdict.Repeated)
        {
            return new PushReply(verdict, StatusCodes.Status200OK, "application/json", Done);
        }

        var (status, title, remedy) = Text(verdict);
        var body = JsonSerializer.SerializeToUtf8Bytes(new { title, status, outcome = SnakeCase.Of(verdict), detail = detail.Length > 0 ? detail : null, remedy }, Api.ApiJson.Options);
        return new PushReply(verdict, status, "application/problem+json", body);
    }

    /// <summary>Whether it may succeed when it comes again as it is.</summary>
    public bool MayComeAgain => Status >= StatusCodes.Status500InternalServerError || Status == StatusCodes.Status421MisdirectedRequest;

    private static (int Status, string Title, string Remedy) Text(PushVerdict verdict) => verdict switch
    {
        PushVerdict.BadHeader => (400, "This is no push of the Open Platform.", "POST a JSON array with the headers x-msg-type, x-nonce-str, x-roomid, x-timestamp and x-signature."),
        PushVerdict.BadContentType => (415, "The body is not said to be JSON.", "Send content-type: application/json."),
        PushVerdict.BadType => (403, "This message type is not taken here.", "Set Push:Secrets:<message type> to its secret, or take this webhook's URL from that type at the Open Platform."),
        PushVerdict.BadSignature => (401, "The signature is not right.", "Make Push:Secrets:<message type> the secret that stands beside this URL at the Open Platform; while it is changed give both, by comma. If they agree, somebody else sends this."),
        PushVerdict.Stale => (403, "The push is too old, or from the future.", "Set this machine's clock by NTP; if the platform is honestly that slow, raise Push:MaxAge."),
        PushVerdict.TooLarge => (413, "The body is too large.", "If the platform honestly sends bodies this large, raise Push:MaxBodyBytes."),
        PushVerdict.BadBody => (400, "The body is no JSON array of events.", "Its bytes are on the dead-letter topic; report them if the platform changed its format."),
        PushVerdict.UnknownRoom => (404, "No room here holds this broadcast.", "Give the live id of its anchor an assignment with \"transport\":\"push\", or stop the task at the Open Platform."),
        PushVerdict.NotPushed => (409, "This room is followed by socket; one room has one transport.", "Give its assignment \"transport\":\"push\", or stop the task at the Open Platform."),
        PushVerdict.NotYet => (503, "The room's owner is not ready, or tells no push address.", "It is being handed over, or its task does not start: look at /rooms. In a fleet set Fleet:PushAddress in every instance."),
        PushVerdict.OwnerAway => (502, "The room's owner did not answer.", "Check that instances reach each other at Fleet:PushAddress; a dead one is replaced within Fleet:SessionTimeout."),
        PushVerdict.Misdirected => (421, "The room is not here any more.", "Nothing to do: it was handed over a moment ago."),
        PushVerdict.Busy => (503, "Too much is held already.", "The broker is slow or away; see douyin_push_held_bytes. Push:MaxHeldBytes is the bound."),
        PushVerdict.NotDurable => (503, "The broker does not have it yet.", "Nothing to do: it is kept, and a repeat learns what became of it. If it lasts, the broker is slow or away."),
        PushVerdict.Stopped => (503, "The room stopped here before the broker had it.", "Nothing to do: it must come again, and its new owner takes it."),
        PushVerdict.CallerGone => (400, "The body did not come whole.", "Nothing to do if it is rare; else check the way from the platform."),
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "not a refusal"),
    };
}
