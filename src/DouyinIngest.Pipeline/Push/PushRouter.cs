using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Push;

/// <summary>Finds the room of a broadcast: in this process, or by the logs that every instance reads.</summary>
internal sealed class PushRouter(PushRooms here, RoomHost rooms, IControlTable control, OwnerDirectory owners, FleetInstance instance, KafkaOptions kafka)
{
    /// <param name="roomId">The broadcast.</param>
    /// <param name="forwarded">Another instance passed it on.</param>
    /// <param name="session">Takes it, when it is taken here.</param>
    public PushRoute Find(long roomId, bool forwarded, out PushSession? session)
    {
        session = here.Find(roomId);
        if (session is not null || forwarded)
        {
            return PushRoute.Of(session is not null, forwarded, null, null, instance.Id);
        }

        // The two that look through all rooms come last: few pushes get so far.
        var liveId = owners.LiveIdOf(roomId) is { } told && control.Current.Rooms.ContainsKey(told) ? told : Pinned(roomId);
        return liveId is null
            ? PushRoute.Of(isHere: false, forwarded, rooms.FindAssignment(roomId)?.Transport, null, instance.Id)
            : PushRoute.Of(isHere: false, forwarded, control.Current.Rooms[liveId].Assignment.Transport, owners.OwnerOf(RoomPartition.Of(liveId, kafka.CheckpointPartitions)), instance.Id);
    }

    // Before its first record only the assignment can name the broadcast. Rare, so the whole table may be looked through.
    private string? Pinned(long roomId)
        => control.Current.Rooms.Values.FirstOrDefault(room => room.Assignment.RoomId == roomId && room.Assignment.Transport == RoomTransport.Push)?.LiveId;
}
