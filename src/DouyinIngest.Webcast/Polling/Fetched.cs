using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>What one poll gave: a Response, or why there is none.</summary>
/// <param name="Asked">Where it was asked to go on.</param>
/// <param name="Reason">Why there is no Response; meaningless beside a body.</param>
/// <param name="Detail">One bounded line for an operator, without secrets; empty beside a body.</param>
/// <param name="Body">The Response as it came; empty: there is none.</param>
/// <param name="Place">What it says beside its messages; null: it is no protobuf, or there is none.</param>
/// <param name="ReceivedAt">When it was read whole.</param>
internal sealed record Fetched(
    ResumePoint Asked, CloseReason Reason, string Detail, ReadOnlyMemory<byte> Body, FetchedPlace? Place, DateTimeOffset ReceivedAt)
{
    public bool IsRefused => Body.IsEmpty;

    /// <summary>Where the next poll goes on, once this one is settled. One that cannot be read tells no place: the room begins anew behind it.</summary>
    public ResumePoint Behind => Place switch
    {
        null => ResumePoint.None,
        { Behind.HasCursor: true } place => place.Behind,
        _ => Asked,
    };

    /// <summary>What is known of its place in the stream.</summary>
    public MessageLink Link => Place is null || !Asked.HasCursor ? MessageLink.Unknown
        : FirstHistory.BeganAnew(Asked.Cursor, Place.Behind.Cursor) ? MessageLink.Anew
        : MessageLink.Follows;

    public static Fetched Refused(ResumePoint asked, CloseReason reason, string detail) => new(asked, reason, detail, default, null, default);
}
