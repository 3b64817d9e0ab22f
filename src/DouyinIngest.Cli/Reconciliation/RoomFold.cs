using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What was read of one broadcast.</summary>
internal sealed class RoomFold(long roomId)
{
    private readonly StreamFold?[] _streams = new StreamFold?[8];
    private readonly long[] _byKind = new long[8];
    private List<long>? _appended;
    private List<long>? _emitted;

    public long RoomId { get; } = roomId;

    public string LiveId { get; private set; } = "";

    /// <summary>Records, repetitions included.</summary>
    public long Records { get; private set; }

    /// <summary>Records too many.</summary>
    public long Repeated { get; set; }

    public long Contradictions { get; set; }

    /// <summary>Records that stand in the wrong place.</summary>
    public long Disorder { get; set; }

    /// <summary>Records of one kind.</summary>
    public long CountOf(EventKind kind) => _byKind[(int)kind];

    public void Count(ReadBackRecord record, bool keepTimes)
    {
        Records++;
        _byKind[(int)record.Kind]++;
        if (LiveId.Length == 0)
        {
            LiveId = record.LiveId;
        }

        if (keepTimes && !record.Derived && record.AppendTime != default)
        {
            (_appended ??= []).Add(record.AppendTime.ToUnixTimeMilliseconds());
            if (record.UpstreamTime != default)
            {
                (_emitted ??= []).Add(record.UpstreamTime.ToUnixTimeMilliseconds());
            }
        }
    }

    public StreamFold Stream(EventKind kind) => _streams[(int)kind] ??= new StreamFold();

    /// <summary>
    /// The longest time in which the room's upstream had something to tell and the broker was handed nothing of it: from the first event that
    /// happened after a record was appended to the next appending. Null without <c>keepTimes</c> or with fewer than two records.
    /// </summary>
    public TimeSpan? Silence() => _appended is { Count: > 1 } ? Reconciliation.Silence.Longest(_appended, _emitted ?? []) : null;
}
