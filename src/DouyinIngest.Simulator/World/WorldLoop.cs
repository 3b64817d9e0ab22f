using DouyinIngest.Protos.Webcast.Im;

namespace DouyinIngest.Simulator.World;

/// <summary>Moves the world on, tick by tick: each room gets its share of the events that are due.</summary>
internal sealed class WorldLoop
{
    private static readonly TimeSpan RepeatDelay = TimeSpan.FromMilliseconds(600);
    private static readonly TimeSpan LongestStep = TimeSpan.FromSeconds(2);

    private const int Ended = 4;

    private readonly SimulatorOptions _options;
    private readonly Rooms _rooms;
    private readonly TimeProvider _time;
    private readonly RoomPlayer? _player;
    private readonly double[] _share;
    private readonly double[] _owed;
    private readonly Queue<(long Due, Broadcast Broadcast, WorldMessage Message)> _repeats = new();
    private readonly Lock _gate = new();
    private TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _last;
    private volatile bool _running;

    public WorldLoop(SimulatorOptions options, Rooms rooms, TimeProvider time, RoomPlayer? player = null)
    {
        _player = player;
        _options = options;
        _rooms = rooms;
        _time = time;
        _last = time.GetTimestamp();
        _owed = new double[rooms.All.Count];
        var active = options.ActiveRooms ?? rooms.All.Count;
        var first = options.HotRoom > 0 ? 1 : 0;
        var weights = rooms.All.Select(r => r.IsPlayed || r.Index < first || r.Index >= active ? 0 : options.Even ? 1 : 1.0 / (1 + (r.Index * 0.05))).ToArray();
        var sum = Math.Max(weights.Sum(), double.Epsilon);
        _share = [.. weights.Select(w => w / sum)];
        foreach (var room in rooms.All.Skip(rooms.All.Count - options.OfflineRooms))
        {
            room.Current.Status = Ended;
            room.Current.EndedAt = time.GetUtcNow().ToUnixTimeMilliseconds();
        }

        foreach (var room in options.Quiet ? [] : rooms.All.Where(r => !r.IsPlayed))
        {
            EnsureBegun(room);
        }
    }

    /// <summary>Events that traffic has made so far.</summary>
    public long Events { get; private set; }

    /// <summary>Completed while the world stands still.</summary>
    public Task WhenStopped => _stopped.Task;

    public void Start()
    {
        lock (_gate)
        {
            if (!_running)
            {
                _last = _time.GetTimestamp();
                _stopped = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _running = true;
            }
        }
    }

    /// <summary>No new events from here on; what is under way goes on being delivered.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            _running = false;
            _stopped.TrySetResult();
        }
    }

    /// <summary>Makes what is due.</summary>
    public void Tick()
    {
        lock (_gate)
        {
            var elapsed = _time.GetElapsedTime(_last);
            _last = _time.GetTimestamp();
            if (_running)
            {
                _player?.Tick();
            }

            if (!_running || _options.Quiet)
            {
                return;
            }

            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            SendRepeats(now);
            var seconds = Math.Min(elapsed.TotalSeconds, LongestStep.TotalSeconds);
            var due = seconds * _options.EventsPerSecond;
            _owed[0] += _options.HotRoom > 0 && IsDue(_rooms.All[0]) ? seconds * _options.HotRoom : 0;
            foreach (var room in _rooms.All.Where(r => !r.IsPlayed))
            {
                Schedule(room, now);
                if (IsDue(room))
                {
                    _owed[room.Index] += due * _share[room.Index];
                    Produce(room, now);
                }
            }

            if (Events >= _options.MaxEvents)
            {
                Stop();
            }
        }
    }

    /// <summary>Says goodbye (ControlMessage action 3), unless it ends silently, then falls silent.</summary>
    public void End(SimulatedRoom room, bool silent = false)
    {
        lock (_gate)
        {
            var broadcast = room.Current;
            if (broadcast.Status == Ended)
            {
                return;
            }

            var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
            WorldMessage[] goodbye = silent ? [] : [EnsureBegun(room).Wrap("WebcastControlMessage", new ControlMessage { Action = 3 }, now)];
            lock (broadcast.Gate)
            {
                if (!silent)
                {
                    broadcast.Append(goodbye, sticky: false);
                }

                broadcast.Status = Ended;
                broadcast.EndedAt = now;
            }

            broadcast.Wake();
        }
    }

    /// <summary>The next broadcast of the same anchor.</summary>
    public void Begin(SimulatedRoom room)
    {
        lock (_gate)
        {
            _rooms.Begin(room);
            if (!_options.Quiet)
            {
                EnsureBegun(room);
            }
        }
    }

    private bool IsDue(SimulatedRoom room) => room.Current.Status != Ended && (!_options.WaitForViewers || room.Current.Watched);

    private Traffic EnsureBegun(SimulatedRoom room)
    {
        if (room.Traffic is { } traffic)
        {
            return traffic;
        }

        var broadcast = room.Current;
        room.Traffic = traffic = new Traffic(_options.Seed, _rooms.Crowd, room.Index, broadcast.RoomId);
        lock (broadcast.Gate)
        {
            broadcast.Append(Beginnings.Of(traffic, broadcast, _time.GetUtcNow().ToUnixTimeMilliseconds()), sticky: true);
        }

        return traffic;
    }

    private void Schedule(SimulatedRoom room, long now)
    {
        if (_options.BroadcastLength is not { } length)
        {
            return;
        }

        var broadcast = room.Current;
        if (broadcast.Status != Ended && now - broadcast.StartedAt >= length.TotalMilliseconds)
        {
            End(room, _options.SilentEnds);
        }
        else if (broadcast.Status == Ended && now - broadcast.EndedAt >= _options.BroadcastPause.TotalMilliseconds)
        {
            Begin(room);
        }
    }

    private void Produce(SimulatedRoom room, long now)
    {
        var broadcast = room.Current;
        var traffic = EnsureBegun(room);
        var any = false;
        while (_owed[room.Index] >= 1 && !(Events >= _options.MaxEvents))
        {
            var messages = new List<WorldMessage>(Math.Min(_options.BatchSize, (int)_owed[room.Index] + 4));
            var events = 0;
            while (events + 1 <= _owed[room.Index] && messages.Count < _options.BatchSize
                && !traffic.StatsDue && !(Events + events >= _options.MaxEvents))
            {
                var next = traffic.Next(now);
                messages.Add(next);
                events += next.Facts.Kind == Truth.OracleKind.None ? 0 : 1;
                if (traffic.RepeatDue)
                {
                    _repeats.Enqueue((now + (long)RepeatDelay.TotalMilliseconds, broadcast, next with { Again = true }));
                }
            }

            _owed[room.Index] -= events;
            Events += events;
            any = true;
            lock (broadcast.Gate)
            {
                broadcast.Append(messages, sticky: false);
                broadcast.Status = traffic.Paused ? 3 : 2;
                if (traffic.StatsDue)
                {
                    broadcast.Append([traffic.Stats(now, broadcast.NextVersion())], sticky: true);
                    Events++;
                    _owed[room.Index]--;
                }
            }
        }

        if (any)
        {
            broadcast.Wake();
        }
    }

    private void SendRepeats(long now)
    {
        while (_repeats.TryPeek(out var first) && first.Due <= now)
        {
            var broadcast = first.Broadcast;
            var batch = new List<WorldMessage>();
            while (_repeats.TryPeek(out var next) && next.Due <= now && next.Broadcast == broadcast && batch.Count < _options.BatchSize)
            {
                batch.Add(_repeats.Dequeue().Message);
            }

            // After the goodbye there is silence.
            if (broadcast.Status == Ended)
            {
                continue;
            }

            lock (broadcast.Gate)
            {
                broadcast.Append(batch, sticky: false);
            }

            broadcast.Wake();
        }
    }
}
