using System.Collections.Concurrent;

namespace DouyinIngest.Simulator.World;

/// <summary>All rooms, found by live id or by the room id of any broadcast.</summary>
internal sealed class Rooms
{
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;
    private readonly Random _broadcastIds;
    private readonly Dictionary<long, SimulatedRoom> _byLiveId = [];
    private readonly ConcurrentDictionary<long, (SimulatedRoom Room, Broadcast Broadcast)> _byRoomId = [];
    private readonly Lock _gate = new();

    public Rooms(SimulatorOptions options, TimeProvider time, PlayedRoom? played = null)
    {
        _options = options;
        _time = time;
        var ids = new Random(options.Seed);
        _broadcastIds = options.NewBroadcasts ? new Random(unchecked((int)time.GetUtcNow().Ticks)) : ids;
        Crowd = new Crowd(options.Seed, options.Weight);
        var all = new List<SimulatedRoom>(options.Rooms);
        var liveId = 100_000_000_000 + ids.Next(1_000_000);
        for (var i = 0; i < options.Rooms; i++)
        {
            liveId += 1 + ids.Next(10_000_000);
            var room = new SimulatedRoom(i, liveId, Crowd.Anchor(i), Words.Title(i));
            _byLiveId[liveId] = room;
            all.Add(room);
            Begin(room);
        }

        if (played is not null)
        {
            var room = new SimulatedRoom(all.Count, played.LiveId, Crowd.Anchor(all.Count), Words.Title(all.Count)) { IsPlayed = true };
            _byLiveId[played.LiveId] = room;
            all.Add(room);
            Begin(room, played.RoomId);
        }

        All = all;
    }

    public Crowd Crowd { get; }

    public IReadOnlyList<SimulatedRoom> All { get; }

    /// <summary>Every broadcast that has been, by room and age.</summary>
    public IEnumerable<Broadcast> Broadcasts => All.SelectMany(r => r.Broadcasts);

    public SimulatedRoom? FindByLiveId(long liveId) => _byLiveId.GetValueOrDefault(liveId);

    public SimulatedRoom? FindByRoomId(long roomId) => _byRoomId.TryGetValue(roomId, out var found) ? found.Room : null;

    public Broadcast? FindBroadcast(long roomId) => _byRoomId.TryGetValue(roomId, out var found) ? found.Broadcast : null;

    /// <summary>A new broadcast of a room, under a new room id.</summary>
    public Broadcast Begin(SimulatedRoom room) => Begin(room, roomId: null);

    /// <summary>A hot room fills as many bytes as all others together, so it has half of them: else a reader that is one second late would miss some.</summary>
    private long ReplayBytesOf(SimulatedRoom room)
    {
        var hot = _options.HotRoom > 0;
        var bytes = (hot ? _options.ReplayBytes / 2 : _options.ReplayBytes) / (hot && room.Index == 0 ? 1 : Math.Max(1, _options.Rooms - (hot ? 1 : 0)));
        return Math.Max(1 << 20, bytes);
    }

    private Broadcast Begin(SimulatedRoom room, long? roomId)
    {
        lock (_gate)
        {
            var broadcast = new Broadcast(roomId ?? _broadcastIds.NextInt64(7_600_000_000_000_000_000, 7_690_000_000_000_000_000), _options, _time, ReplayBytesOf(room));
            _byRoomId[broadcast.RoomId] = (room, broadcast);
            room.Begin(broadcast);
            return broadcast;
        }
    }
}
