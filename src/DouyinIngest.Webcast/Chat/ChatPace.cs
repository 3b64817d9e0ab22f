namespace DouyinIngest.Webcast.Chat;

/// <summary>One line at a time in a room, in the order of the calls, with a pause after each that went out. Rooms do not wait for each other. Thread-safe.</summary>
internal sealed class ChatPace(TimeSpan interval, TimeProvider time)
{
    private const int KeptLanes = 256;
    private readonly Dictionary<long, Lane> _lanes = [];
    private readonly Lock _gate = new();

    /// <summary>Rooms that are remembered.</summary>
    internal int Lanes
    {
        get
        {
            lock (_gate)
            {
                return _lanes.Count;
            }
        }
    }

    /// <summary>Waits for the room's turn, and for the pause after its last line. Whoever got the turn must <see cref="Leave"/>.</summary>
    public async Task<Lane> EnterAsync(long room, CancellationToken cancellationToken)
    {
        var lane = Take(room);
        var entered = false;
        try
        {
            await lane.Turn.WaitAsync(cancellationToken);
            entered = true;
            var wait = time.GetElapsedTime(time.GetTimestamp(), lane.NextAt);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, time, cancellationToken);
            }

            return lane;
        }
        catch
        {
            Release(lane, entered);
            throw;
        }
    }

    /// <summary>Gives the turn on. <paramref name="written"/>: a request went out, so that the pause begins now.</summary>
    public void Leave(Lane lane, bool written)
    {
        if (written)
        {
            lane.NextAt = time.GetTimestamp() + (long)(interval.TotalSeconds * time.TimestampFrequency);
        }

        Release(lane, entered: true);
    }

    private Lane Take(long room)
    {
        lock (_gate)
        {
            if (!_lanes.TryGetValue(room, out var lane))
            {
                Forget();
                _lanes.Add(room, lane = new Lane { NextAt = time.GetTimestamp() });
            }

            lane.Users++;
            return lane;
        }
    }

    private void Release(Lane lane, bool entered)
    {
        lock (_gate)
        {
            lane.Users--;
        }

        if (entered)
        {
            lane.Turn.Release();
        }
    }

    private void Forget()
    {
        if (_lanes.Count >= KeptLanes)
        {
            var now = time.GetTimestamp();
            foreach (var (room, _) in _lanes.Where(pair => pair.Value.Users == 0 && pair.Value.NextAt <= now).ToArray())
            {
                _lanes.Remove(room);
            }
        }
    }

    /// <summary>One room's turn.</summary>
    internal sealed class Lane
    {
        public SemaphoreSlim Turn { get; } = new(1, 1);

        public int Users { get; set; }

        public long NextAt { get; set; }
    }
}
