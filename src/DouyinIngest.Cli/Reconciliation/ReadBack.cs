using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>
/// Everything that was read from the topics, folded: about 50 bytes an event id, whatever the values' size. One writer; readers of
/// the counters may be elsewhere, everything else is for after the reading.
/// </summary>
internal sealed class ReadBack
{
    /// <summary>The event is no gift.</summary>
    internal const int NoCombo = -1;

    private readonly Dictionary<UInt128, Entry> _events = [];
    private readonly Dictionary<(long RoomId, string ComboId), int> _comboNumbers = [];
    private readonly List<ComboSum> _combos = [];
    private readonly Dictionary<(long RoomId, EventKind Kind), DateTimeOffset> _lastReceived = [];
    private readonly long[] _byKind = new long[8];
    private long _records;
    private long _distinct;

    /// <summary>Records read, repetitions included.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Event ids seen.</summary>
    public long Distinct => Interlocked.Read(ref _distinct);

    /// <summary>Records whose receive time is before that of the record of the same room and kind in front of them.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>Records of one kind so far.</summary>
    public long CountOf(EventKind kind) => Interlocked.Read(ref _byKind[(int)kind]);

    /// <summary>The ids that the ingester made itself.</summary>
    public long Derived { get; private set; }

    /// <summary>Ids that stand on the topics more than once, and how many times too often in all.</summary>
    public (long Ids, long Extra) Repeated { get; private set; }

    /// <summary>The combos on the topics; an entry names its own by its number.</summary>
    internal IReadOnlyList<ComboSum> Combos => _combos;

    /// <summary>Takes in one record; records of one partition in the order of their offsets.</summary>
    public void Add(ReadBackRecord record)
    {
        Interlocked.Increment(ref _records);
        Interlocked.Increment(ref _byKind[(int)record.Kind]);
        var combo = record.Gift is { } gift ? Count(record.RoomId, gift) : NoCombo;
        var key = EventKey.Of(record.EventId);
        if (_events.TryGetValue(key, out var seen))
        {
            Repeated = (Repeated.Ids + (seen.Times == 1 ? 1 : 0), Repeated.Extra + 1);
            _events[key] = seen with { Times = seen.Times + 1 };
        }
        else
        {
            _events.Add(key, new Entry(record.Kind, record.Derived, 1, combo));
            Interlocked.Increment(ref _distinct);
            Derived += record.Derived ? 1 : 0;
        }

        var stream = (record.RoomId, record.Kind);
        if (_lastReceived.TryGetValue(stream, out var last) && record.ReceivedTime < last)
        {
            OutOfOrder++;
        }

        _lastReceived[stream] = record.ReceivedTime;
    }

    /// <summary>What is known of an id; null when it was never read.</summary>
    internal Entry? Find(string eventId) => _events.TryGetValue(EventKey.Of(eventId), out var entry) ? entry : null;

    private int Count(long roomId, GiftNumbers gift)
    {
        var combo = (roomId, gift.ComboId);
        if (!_comboNumbers.TryGetValue(combo, out var number))
        {
            number = _combos.Count;
            _comboNumbers.Add(combo, number);
            _combos.Add(default);
        }

        var sum = _combos[number];
        _combos[number] = new ComboSum(Math.Max(sum.Max, gift.Total), sum.Sum + gift.Count);
        return number;
    }

    /// <summary>One event id on the topics.</summary>
    /// <param name="Kind">What it is about.</param>
    /// <param name="Derived">Made by the ingester.</param>
    /// <param name="Times">Records that carry it.</param>
    /// <param name="Combo">Its number in <see cref="Combos"/>, or <see cref="NoCombo"/>.</param>
    internal readonly record struct Entry(EventKind Kind, bool Derived, int Times, int Combo);

    /// <summary>One combo on the topics: the largest total, and the sum of the counts.</summary>
    internal readonly record struct ComboSum(long Max, long Sum);
}
