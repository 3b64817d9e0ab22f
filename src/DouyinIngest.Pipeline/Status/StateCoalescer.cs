namespace DouyinIngest.Pipeline.Status;

/// <summary>
/// Lets at most one change of a room's state through in <see cref="Interval"/>: the first at once, of those that follow the last. Remembers only
/// rooms that changed within the last interval. One caller at a time.
/// </summary>
internal sealed class StateCoalescer(TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, Entry> _rooms = new(StringComparer.Ordinal);
    private readonly List<string> _idle = [];

    /// <summary>Rooms that are remembered now.</summary>
    public int Count => _rooms.Count;

    /// <summary>Whether this change is to be written now; else it waits, in the place of one that waited.</summary>
    /// <param name="liveId">The room.</param>
    /// <param name="change">What happened.</param>
    /// <param name="replaced">A change that waited will never be written.</param>
    public bool Offer(string liveId, Protos.Ops.V1.Status change, out bool replaced)
    {
        var now = time.GetTimestamp();
        replaced = false;
        if (!_rooms.TryGetValue(liveId, out var entry) || (entry.Waiting is null && time.GetElapsedTime(entry.Written, now) >= Interval))
        {
            _rooms[liveId] = new Entry(now, null);
            return true;
        }

        replaced = entry.Waiting is not null;
        _rooms[liveId] = entry with { Waiting = change };
        return false;
    }

    /// <summary>Takes out the changes that have waited for long enough.</summary>
    /// <param name="all">Those that have not, too.</param>
    public List<Protos.Ops.V1.Status> Due(bool all)
    {
        List<Protos.Ops.V1.Status> due = [];
        var now = time.GetTimestamp();
        _idle.Clear();
        foreach (var (liveId, entry) in _rooms)
        {
            if (!all && time.GetElapsedTime(entry.Written, now) < Interval)
            {
                continue;
            }

            if (entry.Waiting is null)
            {
                _idle.Add(liveId);
                continue;
            }

            due.Add(entry.Waiting);
            // Existing keys may be set while a dictionary is walked.
            _rooms[liveId] = new Entry(now, null);
        }

        _idle.ForEach(liveId => _rooms.Remove(liveId));
        return due;
    }

    private readonly record struct Entry(long Written, Protos.Ops.V1.Status? Waiting);
}
