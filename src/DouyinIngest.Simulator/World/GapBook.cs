using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator.World;

/// <summary>
/// Notes when what was sent, and where a connection was not given what its cursor asked for. Which events that cost is known only later:
/// another connection may still get them. Callers hold the broadcast's gate.
/// </summary>
internal sealed class GapBook
{
    private readonly List<Entry> _gaps = [];
    private readonly SentMarks _sent = new();
    private long _mark;
    private long _lastSentAt;

    /// <summary>A place in the order of everything that is sent and noted; from 1 up.</summary>
    public long NextMark() => ++_mark;

    /// <summary>The batch at a position was put on a socket.</summary>
    public void Sent(long position, long now)
    {
        _sent.Set(position, NextMark());
        _lastSentAt = now;
    }

    /// <summary>A connection asked for [<paramref name="from"/>, <paramref name="to"/>) and is not given it.</summary>
    public void Note(GapCause cause, long from, long to, long fromTime, long now)
    {
        if (to > from)
        {
            _gaps.Add(new Entry(cause, from, to, fromTime, now, NextMark()));
        }
    }

    /// <summary>A connection came without a place, although others were here before: what came after the last that was sent is skipped.</summary>
    public void NoteWithoutCursor(long next, long now)
    {
        if (_sent.End > 0)
        {
            Note(GapCause.NoCursor, _sent.End, next, _lastSentAt, now);
        }
    }

    /// <summary>The gaps that cost something.</summary>
    public IReadOnlyList<TrueGap> Evaluate(long roomId, RoomTruth truth)
    {
        var gaps = new List<TrueGap>();
        foreach (var gap in _gaps)
        {
            var (ids, never) = truth.NotSentSince(gap.Mark, gap.From, gap.To, _sent);
            if (ids.Count > 0)
            {
                gaps.Add(new TrueGap(roomId, gap.Cause, gap.FromTime, gap.Time, never, ids));
            }
        }

        return gaps;
    }

    private sealed record Entry(GapCause Cause, long From, long To, long FromTime, long Time, long Mark);
}
