namespace DouyinIngest.Simulator.Push;

/// <summary>Every attempt to connect: how many fell into one second, and when each room tried. Safe for concurrent use.</summary>
internal sealed class ConnectLog(TimeProvider time)
{
    private const int PerRoom = 10_000;

    private readonly Lock _gate = new();
    private readonly BusiestSecond _attempts = new();
    private readonly BusiestSecond _connects = new();
    private readonly Dictionary<long, List<ConnectAttempt>> _rooms = [];
    private long _total;

    /// <summary>A handshake is about to be answered.</summary>
    public void Note(long liveId, bool accepted)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        lock (_gate)
        {
            _total++;
            _attempts.Add(now);
            if (accepted)
            {
                _connects.Add(now);
            }

            if (!_rooms.TryGetValue(liveId, out var attempts))
            {
                _rooms[liveId] = attempts = [];
            }

            if (attempts.Count < PerRoom)
            {
                attempts.Add(new ConnectAttempt(now, accepted));
            }
        }
    }

    /// <summary>The first 10,000 attempts of a room, oldest first.</summary>
    public IReadOnlyList<ConnectAttempt> Of(long liveId)
    {
        lock (_gate)
        {
            return _rooms.TryGetValue(liveId, out var attempts) ? [.. attempts] : [];
        }
    }

    /// <summary>The attempts of every room, by live id.</summary>
    public IReadOnlyDictionary<long, ConnectAttempt[]> All()
    {
        lock (_gate)
        {
            return _rooms.ToDictionary(r => r.Key, r => r.Value.ToArray());
        }
    }

    public ConnectFigures Figures()
    {
        lock (_gate)
        {
            return new ConnectFigures(_total, _attempts.Max, _connects.Max, _rooms.Count == 0 ? 0 : _rooms.Values.Max(r => r.Count));
        }
    }
}
