namespace DouyinIngest.Simulator.Faults;

/// <summary>Decides at each chance whether a planned fault fires, and counts the firings. Safe for concurrent use.</summary>
internal sealed class FaultInjector
{
    private readonly Lock _gate = new();
    private readonly Random _random;
    private readonly List<Armed> _armed = [];
    private readonly Dictionary<(long Room, long Position), Armed> _spoiled = [];
    private readonly SortedDictionary<string, long> _fired = new(StringComparer.Ordinal);
    private volatile bool _any;

    public FaultInjector(int seed, IReadOnlyList<FaultRule> rules)
    {
        _random = new Random(seed ^ 0x5EED);
        foreach (var name in FaultNames.All)
        {
            _fired[name] = 0;
        }

        Add(rules);
    }

    /// <summary>Firings by kind, all kinds listed.</summary>
    public IReadOnlyDictionary<string, long> Fired
    {
        get
        {
            lock (_gate)
            {
                return new SortedDictionary<string, long>(_fired, StringComparer.Ordinal);
            }
        }
    }

    public void Add(IReadOnlyList<FaultRule> rules)
    {
        lock (_gate)
        {
            _armed.AddRange(rules.Select(r => new Armed(r)));
            _any = _armed.Count > 0;
        }
    }

    /// <summary>No fault fires any more; the counts stay.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _armed.Clear();
            _spoiled.Clear();
            _any = false;
        }
    }

    /// <summary>
    /// A frame of the room's log is about to be sent. A frame that was spoiled once is clean from then on, unless that fault is sticky.
    /// </summary>
    /// <param name="liveId">The room.</param>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="position">The batch.</param>
    /// <param name="canReorder">Whether a next batch exists to change places with.</param>
    public FaultRule? OnFrame(long liveId, long roomId, long position, bool canReorder)
    {
        if (!_any)
        {
            return null;
        }

        lock (_gate)
        {
            if (_spoiled.TryGetValue((roomId, position), out var earlier))
            {
                return earlier.Rule.Sticky && (canReorder || earlier.Rule.Kind != FaultKind.Reorder) ? Fire(earlier) : null;
            }

            var hit = Choose(FaultPoint.Frame, liveId, roomId, canReorder);
            if (hit is not null)
            {
                _spoiled[(roomId, position)] = hit;
                if (hit.Rule.Kind == FaultKind.Reorder)
                {
                    _spoiled.TryAdd((roomId, position + 1), hit);
                }
            }

            return hit?.Rule;
        }
    }

    /// <summary>A handshake, an API request or a heartbeat of a room (0, 0 when it is unknown) is about to be answered.</summary>
    public FaultRule? OnRequest(FaultPoint point, long liveId, long roomId)
    {
        if (!_any)
        {
            return null;
        }

        lock (_gate)
        {
            return Choose(point, liveId, roomId, canReorder: false)?.Rule;
        }
    }

    private Armed? Choose(FaultPoint point, long liveId, long roomId, bool canReorder)
    {
        Armed? hit = null;
        foreach (var armed in _armed)
        {
            var rule = armed.Rule;
            if (FaultNames.Point(rule.Kind) != point || armed.Times >= rule.Times
                || (rule.Room is { } room && room != liveId && room != roomId))
            {
                continue;
            }

            var fires = rule.Rate is { } rate ? _random.NextDouble() < rate : armed.Passed++ >= rule.After;
            if (fires && hit is null && (rule.Kind != FaultKind.Reorder || canReorder))
            {
                hit = armed;
            }
        }

        if (hit is not null)
        {
            Fire(hit);
        }

        return hit;
    }

    private FaultRule Fire(Armed armed)
    {
        armed.Times++;
        armed.Passed = armed.Rule.InARow ? armed.Rule.After : 0;
        _fired[FaultNames.Of(armed.Rule.Kind)]++;
        return armed.Rule;
    }

    private sealed class Armed(FaultRule rule)
    {
        public FaultRule Rule { get; } = rule;

        public long Passed { get; set; }

        public long? Times { get; set; } = 0;
    }
}
