using System.Globalization;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>The rooms as the table wants them and as they run here.</summary>
internal sealed class FleetOutboundRooms(IControlTable table, IRoomDirectory running) : IOutboundRooms
{
    /// <inheritdoc/>
    public OutboundRoom Find(string liveId)
    {
        if (table.Age == TimeSpan.MaxValue)
        {
            return new OutboundRoom(OutboundRoomState.Waiting, Detail: "the control topic is not read yet");
        }

        var now = table.Current;
        if (!now.Rooms.TryGetValue(liveId, out var wanted))
        {
            return now.Refusals.TryGetValue(liveId, out var refusal)
                ? new OutboundRoom(OutboundRoomState.Offline, Detail: $"its record on the control topic is refused: {refusal.Reason}")
                : new OutboundRoom(OutboundRoomState.Unknown);
        }

        if (wanted.Paused)
        {
            return new OutboundRoom(OutboundRoomState.Offline, Detail: "the room is paused");
        }

        return now.Plan.Pending.ContainsKey(liveId)
            ? new OutboundRoom(OutboundRoomState.Offline, Detail: "the room waits for a place of its credential")
            : Of(running.Find(liveId));
    }

    internal static OutboundRoom Of(RoomSnapshot? room) => room switch
    {
        null => new OutboundRoom(OutboundRoomState.Waiting, Detail: "the room is not followed yet"),
        { State: RoomState.Offline or RoomState.Ended } => new OutboundRoom(OutboundRoomState.Offline, Detail: "its anchor is not live"),
        { State: RoomState.Connecting or RoomState.Streaming or RoomState.BackingOff }
            when long.TryParse(room.RoomId, NumberStyles.None, CultureInfo.InvariantCulture, out var roomId) && roomId > 0
            => new OutboundRoom(OutboundRoomState.Live, roomId),
        _ => new OutboundRoom(OutboundRoomState.Waiting, Detail: "its broadcast is being looked up"),
    };
}
