using System.Globalization;
using DouyinIngest.Protos.Webcast;

namespace DouyinIngest.Simulator.Truth;

/// <summary>Every event of one broadcast, in order. Callers hold the broadcast's gate.</summary>
internal sealed class RoomTruth(long roomId)
{
    private readonly Chunks<Entry> _events = new();
    private long _offeredFrom = long.MaxValue;

    public int Count => _events.Count;

    /// <summary>The first batch that was offered; may be read without the gate.</summary>
    public long OfferedFrom => Volatile.Read(ref _offeredFrom);

    /// <summary>Notes the event of a message, if it makes one; returns whether it does.</summary>
    public bool Add(Message message, in EventFacts facts, long position, long time = 0)
    {
        if (facts.Kind == OracleKind.None || (message.MsgId == 0 && !message.NeedWrdsStore))
        {
            return false;
        }

        _events.Add(new Entry(message.NeedWrdsStore ? message.WrdsVersion : message.MsgId, message.Method,
            message.NeedWrdsStore ? message.WrdsSubKey : null, position, position, time, facts, 0));
        return true;
    }

    /// <summary>A message stands in the stream a second time: its event is offered to whoever gets that batch.</summary>
    public void Again(Message message, in EventFacts facts, long position)
    {
        if (facts.Kind != OracleKind.None && Find(message) is var index and >= 0)
        {
            _events[index].Last = position;
        }
    }

    /// <summary>Everything from the batch at <paramref name="position"/> on counts as offered, for good.</summary>
    public void OfferFrom(long position) => Volatile.Write(ref _offeredFrom, Math.Min(_offeredFrom, position));

    /// <summary>A message shown outside the stream (history, sticky state) was offered too, at this mark (from 1 up).</summary>
    public void Offer(Message message, long mark = 1)
    {
        if (Find(message) is var index and >= 0)
        {
            _events[index].Shown = mark;
        }
    }

    /// <summary>The ids of the events of [<paramref name="from"/>, <paramref name="to"/>) that were put on no socket after a mark, and how many of them never were.</summary>
    public (IReadOnlyList<string> Ids, int NeverSent) NotSentSince(long mark, long from, long to, SentMarks sent)
    {
        var ids = new List<string>();
        var never = 0;
        for (var i = 0; i < _events.Count; i++)
        {
            ref readonly var entry = ref _events[i];
            if (entry.Position >= from && entry.Position < to
                && Math.Max(entry.Shown, Math.Max(sent.Of(entry.Position), sent.Of(entry.Last))) is var last && last < mark)
            {
                ids.Add(Id(entry));
                never += last == 0 ? 1 : 0;
            }
        }

        return (ids, never);
    }

    /// <summary>How many events stand in batches of [from, to).</summary>
    public long CountBetween(long from, long to)
    {
        var count = 0L;
        for (var i = 0; i < _events.Count; i++)
        {
            ref readonly var entry = ref _events[i];
            count += entry.Position >= from && entry.Position < to ? 1 : 0;
        }

        return count;
    }

    /// <summary>A copy of all events.</summary>
    public List<OracleEvent> Snapshot()
    {
        var all = new List<OracleEvent>(_events.Count);
        for (var i = 0; i < _events.Count; i++)
        {
            ref readonly var entry = ref _events[i];
            all.Add(new OracleEvent(Id(entry), roomId, entry.Method, entry.Position, IsOffered(entry), entry.Facts) { Time = entry.Time, Repeated = entry.Last != entry.Position });
        }

        return all;
    }

    /// <summary>Adds this broadcast's numbers to <paramref name="counts"/>.</summary>
    public void CountInto(OracleCounts counts)
    {
        for (var i = 0; i < _events.Count; i++)
        {
            ref readonly var entry = ref _events[i];
            counts.Note(entry.Facts.Kind, IsOffered(entry));
        }
    }

    // From the newest on: what is asked for is mostly new.
    private int Find(Message message)
    {
        for (var i = _events.Count - 1; i >= 0; i--)
        {
            ref readonly var entry = ref _events[i];
            var same = entry.SubKey is null
                ? !message.NeedWrdsStore && entry.Number == message.MsgId
                : message.NeedWrdsStore && entry.Number == message.WrdsVersion
                    && string.Equals(entry.SubKey, message.WrdsSubKey, StringComparison.Ordinal)
                    && string.Equals(entry.Method, message.Method, StringComparison.Ordinal);
            if (same)
            {
                return i;
            }
        }

        return -1;
    }

    private bool IsOffered(in Entry entry) => entry.Shown > 0 || entry.Last >= _offeredFrom;

    private string Id(in Entry entry)
    {
        if (entry.SubKey is null)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{roomId}-{entry.Number}");
        }

        var sub = entry.SubKey.Length > 0 ? "_" + entry.SubKey : "";
        return string.Create(CultureInfo.InvariantCulture, $"{roomId}-{entry.Method}{sub}-{entry.Number}");
    }

    private record struct Entry(long Number, string Method, string? SubKey, long Position, long Last, long Time, EventFacts Facts, long Shown);
}
