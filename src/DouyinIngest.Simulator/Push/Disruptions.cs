namespace DouyinIngest.Simulator.Push;

/// <summary>What happens to many sockets at once, on command: resets, refused connects, half-open sockets. Counts what it did. Safe for concurrent use.</summary>
internal sealed class Disruptions(Sessions sessions, int seed, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Random _random = new(seed);
    private readonly Dictionary<PushSession, HalfOpenSocket> _frozen = [];
    private readonly List<HalfOpenSocket> _halfOpen = [];
    private (int Status, DateTimeOffset Until, bool Polls) _refusing;
    private long _reset;
    private long _refused;

    /// <summary>Resets a share of all open sockets (above 0 up to 1); returns how many.</summary>
    public int Drop(double share)
    {
        var chosen = Choose(all => (int)Math.Ceiling(all * share));
        foreach (var session in chosen)
        {
            session.Reset();
        }

        Interlocked.Add(ref _reset, chosen.Length);
        return chosen.Length;
    }

    /// <summary>From now on, for this long, every connect is answered with this status, and unless told otherwise every poll. Returns 1.</summary>
    public int Refuse(int status, TimeSpan duration, bool polls = true)
    {
        lock (_gate)
        {
            _refusing = (status, time.GetUtcNow() + duration, polls);
        }

        return 1;
    }

    /// <summary>The status to refuse a poll with; null: it is welcome.</summary>
    public int? RefusalOfPoll()
    {
        lock (_gate)
        {
            return _refusing.Polls && time.GetUtcNow() < _refusing.Until ? _refusing.Status : null;
        }
    }

    /// <summary>The status to refuse a connect with; null: it is welcome.</summary>
    public int? Refusal()
    {
        lock (_gate)
        {
            if (time.GetUtcNow() >= _refusing.Until)
            {
                return null;
            }

            _refused++;
            return _refusing.Status;
        }
    }

    /// <summary>So many sockets answer and send nothing for this long, and stay open; returns how many there were.</summary>
    public int HalfOpen(int count, TimeSpan duration)
    {
        var chosen = Choose(all => Math.Min(all, count));
        lock (_gate)
        {
            foreach (var session in chosen)
            {
                var socket = new HalfOpenSocket(session.LiveId, time.GetUtcNow());
                _frozen[session] = socket;
                _halfOpen.Add(socket);
                session.Freeze(duration);
            }
        }

        return chosen.Length;
    }

    /// <summary>A socket has ended, by whomever.</summary>
    public void Ended(PushSession session)
    {
        lock (_gate)
        {
            if (_frozen.Remove(session, out var socket))
            {
                socket.EndedAt = time.GetUtcNow();
            }
        }
    }

    /// <summary>A room has a new socket.</summary>
    public void Connected(long liveId)
    {
        lock (_gate)
        {
            foreach (var socket in _halfOpen.Where(s => s.LiveId == liveId))
            {
                socket.BackAt ??= time.GetUtcNow();
            }
        }
    }

    public DisruptionFigures Figures()
    {
        lock (_gate)
        {
            return new DisruptionFigures(
                Volatile.Read(ref _reset),
                _refused,
                _halfOpen.Count,
                _halfOpen.Count(s => s.EndedAt is not null),
                _halfOpen.Count(s => s.BackAt is not null),
                Longest(_halfOpen.Select(s => s.EndedAt - s.FrozenAt)),
                Longest(_halfOpen.Select(s => s.BackAt - s.FrozenAt)));
        }
    }

    private static double Longest(IEnumerable<TimeSpan?> times) => times.Max()?.TotalSeconds ?? 0;

    private PushSession[] Choose(Func<int, int> howMany)
    {
        var all = sessions.All();
        lock (_gate)
        {
            _random.Shuffle(all);
        }

        return all[..howMany(all.Length)];
    }

    private sealed record HalfOpenSocket(long LiveId, DateTimeOffset FrozenAt)
    {
        public DateTimeOffset? EndedAt { get; set; }

        public DateTimeOffset? BackAt { get; set; }
    }
}
