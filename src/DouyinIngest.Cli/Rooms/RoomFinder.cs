using DouyinIngest.Cli.Errors;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Cli.Rooms;

/// <summary>Finds the live id of whatever a person gives for a room. A live id and a live URL tell it themselves; the rest is looked up.</summary>
internal sealed class RoomFinder(IRoomInfoClient rooms, Uri? upstream)
{
    /// <summary>The room, or why it was not found and what to do.</summary>
    public async Task<(FoundRoom? Room, string? Failure)> FindAsync(string text, CancellationToken cancellationToken)
    {
        LiveRoomAddress address;
        try
        {
            address = LiveUrl.Parse(text, upstream);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }

        if (address.Kind == LiveRoomAddressKind.LiveId)
        {
            return (new FoundRoom(address.LiveId, 0), null);
        }

        var answer = await rooms.GetAsync(text, cancellationToken);
        return answer.Card switch
        {
            null => (null, Refusal.Line(answer.Refusal, "looking it up", answer.Detail)),
            { LiveId.Length: 0 } => (null, "the upstream does not tell its live id; give the number in its live URL."),
            var card => (new FoundRoom(card.LiveId, address.Kind == LiveRoomAddressKind.RoomId ? address.RoomId : 0), null),
        };
    }
}
