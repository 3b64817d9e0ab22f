using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>The rooms of this process, as an operator sees them.</summary>
internal interface IRoomDirectory
{
    /// <summary>All rooms, by live id.</summary>
    IReadOnlyList<RoomSnapshot> Snapshot();

    /// <summary>One room by its live id or its room id; null: not here.</summary>
    RoomSnapshot? Find(string id);

    /// <summary>How many rooms are in each state; by the number of <see cref="RoomState"/>.</summary>
    int[] CountByState();

    /// <summary>How many rooms stream, by how they are assigned and how they go.</summary>
    IReadOnlyDictionary<(RoomTransport Assigned, RoomTransport Goes), int> CountByTransport();

    /// <summary>When the oldest frame that is not yet on the broker was received; null when there is none.</summary>
    DateTimeOffset? OldestUnackedAt();

    /// <summary>When the last event of any room was received; null when there was none.</summary>
    DateTimeOffset? LastEventAt();

    /// <summary>How far the last confirmed checkpoint of a room is behind the room's last event, in the room where that is most; zero without a fleet.</summary>
    TimeSpan CheckpointAge();
}
