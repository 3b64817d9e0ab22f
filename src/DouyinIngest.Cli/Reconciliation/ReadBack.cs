using System.Globalization;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>
/// Everything that was read from the topics, folded: about 70 bytes an event id, whatever the values' size. One writer; readers of
/// the counters may be elsewhere, everything else is for after the reading.
/// </summary>
/// <param name="keepTimes">Keeps each room's times of appending too (8 bytes an event more), for <see cref="RoomFold.Silence"/>.</param>
internal sealed class ReadBack(bool keepTimes = false)
{
    /// <summary>The event is no gift.</summary>
    internal const int NoCombo = -1;

    private const int MaxNotes = 20;

    private readonly Dictionary<UInt128, Entry> _events = [];
    private readonly Dictionary<(long RoomId, ulong ComboId), int> _comboNumbers = [];
    private readonly List<ComboSum> _combos = [];
    private readonly Dictionary<long, RoomFold> _rooms = [];
    private readonly List<string> _notes = [];
    private readonly long[] _byKind = new long[8];
    private long _records;
    private long _distinct;
    private long _firstReceived = long.MinValue;

    /// <summary>Records read, repetitions included.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>Event ids seen.</summary>
    public long Distinct => Interlocked.Read(ref _distinct);

    /// <summary>First records of an id that were received before one of the same room, kind and epoch in front of them.</summary>
    public long OutOfOrder { get; private set; }

    /// <summary>First records of an id that stand behind records of the same room and kind of a later owner.</summary>
    public long EpochsBack { get; private set; }

    /// <summary>Ids of which two records tell different things.</summary>
    public long Contradictions { get; private set; }

    /// <summary>Rooms and kinds whose records stand on more than one partition.</summary>
    public long Split { get; private set; }

    /// <summary>The ids that the ingester made itself.</summary>
    public long Derived { get; private set; }

    /// <summary>Ids that stand on the topics more than once, and how many times too often in all.</summary>
    public (long Ids, long Extra) Repeated { get; private set; }

    /// <summary>The first few findings, each a line for a person.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Records of one kind so far.</summary>
    public long CountOf(EventKind kind) => Interlocked.Read(ref _byKind[(int)kind]);

    /// <summary>The combos on the topics; an entry names its own by its number.</summary>
    internal IReadOnlyList<ComboSum> Combos => _combos;

    internal IReadOnlyDictionary<long, RoomFold> Rooms => _rooms;

    internal IEnumerable<Entry> Entries => _events.Values;

    /// <summary>Takes in one record; records of one partition in the order of their offsets.</summary>
    public void Add(ReadBackRecord record)
    {
        Interlocked.Increment(ref _records);
        Interlocked.Increment(ref _byKind[(int)record.Kind]);
        if (!_rooms.TryGetValue(record.RoomId, out var room))
        {
            _rooms.Add(record.RoomId, room = new RoomFold(record.RoomId));
        }

        room.Count(record, keepTimes);
        var key = EventKey.Of(record.EventId);
        var first = !_events.TryGetValue(key, out var seen);
        if (first)
        {
            // The first one wins: what readers count after their dedupe.
            var combo = record.Gift is { } gift ? Count(record.RoomId, gift) : NoCombo;
            _events.Add(key, new Entry(record.Kind, record.Derived, 1, combo, record.ContentHash, record.FactsHash, (int)_distinct, Received(record)));
            Interlocked.Increment(ref _distinct);
            Derived += record.Derived ? 1 : 0;
        }
        else
        {
            Repeat(record, room, key, seen);
        }

        switch (room.Stream(record.Kind).Add(record, first))
        {
            case StreamFinding.Disorder:
                OutOfOrder++;
                room.Disorder++;
                Note($"disorder: {EventKinds.Word(record.Kind)} {record.EventId} was received before the one in front of it");
                break;
            case StreamFinding.EpochBack:
                EpochsBack++;
                room.Disorder++;
                Note($"epoch: {EventKinds.Word(record.Kind)} {record.EventId} of epoch {record.Epoch} stands behind a later owner's");
                break;
            case StreamFinding.OtherPartition:
                Split++;
                Note($"partition: {EventKinds.Word(record.Kind)} of room {record.RoomId} stands on more than one partition");
                break;
        }
    }

    /// <summary>What is known of an id; null when it was never read.</summary>
    internal Entry? Find(string eventId) => _events.TryGetValue(EventKey.Of(eventId), out var entry) ? entry : null;

    private void Repeat(ReadBackRecord record, RoomFold room, UInt128 key, Entry seen)
    {
        Repeated = (Repeated.Ids + (seen.Times == 1 ? 1 : 0), Repeated.Extra + 1);
        room.Repeated++;
        var contradicts = seen.Content != record.ContentHash || seen.Kind != record.Kind;
        if (contradicts && !seen.Contradicted)
        {
            Contradictions++;
            room.Contradictions++;
            Note($"contradiction: {EventKinds.Word(record.Kind)} {record.EventId} stands twice and says different things");
        }

        _events[key] = seen with { Times = seen.Times + 1, Contradicted = seen.Contradicted || contradicts };
    }

    private int Count(long roomId, GiftNumbers gift)
    {
        var combo = (roomId, ComboKey.Of(gift.ComboId));
        if (!_comboNumbers.TryGetValue(combo, out var number))
        {
            number = _combos.Count;
            _comboNumbers.Add(combo, number);
            _combos.Add(new ComboSum(0, 0, roomId, combo.Item2, gift.Total > gift.Count));
        }

        var sum = _combos[number];
        _combos[number] = sum with { Max = Math.Max(sum.Max, gift.Total), Sum = sum.Sum + gift.Count };
        return number;
    }

    /// <summary>Milliseconds since the first record's receive time: fits into an int for 24 days, and beyond them nothing shares one.</summary>
    private int Received(ReadBackRecord record)
    {
        var at = record.ReceivedTime.ToUnixTimeMilliseconds();
        if (_firstReceived == long.MinValue)
        {
            _firstReceived = at;
        }

        return (int)Math.Clamp(at - _firstReceived, int.MinValue, int.MaxValue);
    }

    private void Note(FormattableString finding)
    {
        if (_notes.Count < MaxNotes)
        {
            _notes.Add(finding.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>One event id on the topics, as its first record has it.</summary>
    /// <param name="Kind">What it is about.</param>
    /// <param name="Derived">Made by the ingester.</param>
    /// <param name="Times">Records that carry it.</param>
    /// <param name="Combo">Its number in <see cref="Combos"/>, or <see cref="NoCombo"/>.</param>
    /// <param name="Content">Hash of what happened.</param>
    /// <param name="Facts">Hash of what an oracle knows, too.</param>
    /// <param name="Ordinal">How many ids were read before it.</param>
    /// <param name="Received">When its frame was read, milliseconds since the first record's.</param>
    /// <param name="Contradicted">A later record of the id says something else.</param>
    internal readonly record struct Entry(
        EventKind Kind, bool Derived, int Times, int Combo, int Content, int Facts, int Ordinal, int Received, bool Contradicted = false);

    /// <summary>One combo on the topics: the largest total, and the sum of the counts, each id once.</summary>
    /// <param name="Max">Largest total.</param>
    /// <param name="Sum">Sum of the counts.</param>
    /// <param name="RoomId">Its room.</param>
    /// <param name="Id">Its id, see <see cref="ComboKey"/>.</param>
    /// <param name="Begun">The first record that was read of it is not its beginning.</param>
    internal readonly record struct ComboSum(long Max, long Sum, long RoomId, ulong Id, bool Begun);
}
