using System.Buffers;
using System.Buffers.Text;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// What each gift message adds to its combo (PROTOCOL 4.3): messages carry the total so far, with skips, out of order and twice,
/// so the difference to the greatest total counts. Ended combos are remembered for <see cref="EventOptions.ComboMemory"/>, at most
/// <see cref="MostEnded"/> of them, so that late progress is not counted again. Made when the first gift comes; one caller at a time.
/// </summary>
internal sealed class GiftLedger(EventOptions options)
{
    /// <summary>Most ended combos remembered; above, the oldest are forgotten.</summary>
    public const int MostEnded = 4096;

    /// <summary>Most combos open at once; above, the one idle for longest is closed early.</summary>
    public const int MostOpen = 10_000;

    private readonly Dictionary<ulong, OpenCombo> _open = [];
    private readonly Dictionary<ulong, (long Total, long Time)> _ended = [];
    private readonly Queue<(ulong Key, long Time)> _endedOrder = new();
    private readonly byte[] _comboId = new byte[16];
    private long _nextDue = long.MaxValue;

    /// <summary>Fills in count, total, combo id and ended.</summary>
    /// <param name="gift">The message's numbers.</param>
    /// <param name="eventKey">A hash of the event id, the combo id of a gift that stands alone.</param>
    /// <param name="serverTime">The upstream's clock, milliseconds.</param>
    /// <param name="view">The event, decoded.</param>
    public void Count(in GiftView gift, ulong eventKey, long serverTime, ref LiveEventView view)
    {
        var total = GiftCounts.Cumulative(gift);
        var key = gift.Combo ? GiftCounts.KeyOf(gift, view) : 0;
        if (key == 0)
        {
            view.GiftTotal = Math.Max(1, total);
            view.GiftCount = view.GiftTotal;
            view.ComboEnded = true;
            view.ComboId = IdOf(eventKey);
            return;
        }

        var last = gift.RepeatEnd != 0;
        if (total == 0 && !last)
        {
            total = 1;
        }

        var known = _open.TryGetValue(key, out var combo);
        var before = known ? combo!.Total : _ended.GetValueOrDefault(key).Total;
        var after = Math.Max(before, total);
        view.GiftTotal = after;
        view.GiftCount = after - before;
        view.ComboEnded = last;
        view.ComboId = IdOf(key);
        if (last)
        {
            _open.Remove(key);
            End(key, after, serverTime);
        }
        else if (known)
        {
            combo!.Total = after;
            combo.LastProgress = Math.Max(combo.LastProgress, serverTime);
        }
        else if (!_ended.ContainsKey(key) || after > before)
        {
            // New, or gone on after we took it for ended: open (again), so that it is closed once more at its new total.
            Open(key, after, serverTime, view);
        }
    }

    /// <summary>Closes the combo that has been idle for longest, if for long enough; false when there is none.</summary>
    public bool TryCloseIdle(long serverTime, EventIdWriter ids, ref LiveEventView view)
    {
        var idle = (long)options.ComboIdle.TotalMilliseconds;
        if (_open.Count <= MostOpen && serverTime < _nextDue)
        {
            return false;
        }

        ulong key = 0;
        var oldest = long.MaxValue;
        foreach (var (candidate, open) in _open)
        {
            if (open.LastProgress < oldest || (open.LastProgress == oldest && candidate < key))
            {
                (key, oldest) = (candidate, open.LastProgress);
            }
        }

        if (_open.Count <= MostOpen && (_open.Count == 0 || serverTime - oldest < idle))
        {
            _nextDue = _open.Count == 0 ? long.MaxValue : oldest + idle;
            return false;
        }

        _open.Remove(key, out var combo);
        End(key, combo!.Total, serverTime);
        view.Kind = EventKind.Gift;
        view.EventId = ids.OfComboEnd(key, combo.Total);
        view.Derived = true;
        view.User = combo.User.View;
        view.ToUser = combo.ToUser is null ? default : combo.ToUser.View;
        view.GiftId = combo.GiftId;
        view.GiftName = combo.GiftName;
        view.Diamonds = combo.Diamonds;
        view.GiftTotal = combo.Total;
        view.ComboId = IdOf(key);
        view.ComboEnded = true;
        return true;
    }

    public OpenComboState[] CaptureOpen()
    {
        var states = new OpenComboState[_open.Count];
        var at = 0;
        foreach (var (key, combo) in _open)
        {
            states[at++] = combo.Capture(key);
        }

        return states;
    }

    /// <summary>Ended combos, in the order in which they will be forgotten.</summary>
    public EndedComboState[] CaptureEnded()
    {
        var states = new EndedComboState[_endedOrder.Count];
        var at = 0;
        foreach (var (key, _) in _endedOrder)
        {
            var (total, time) = _ended[key];
            states[at++] = new EndedComboState(key, total, time);
        }

        return states;
    }

    /// <summary>Takes captured combos; for a new ledger.</summary>
    public void Restore(ReadOnlySpan<OpenComboState> open, IEnumerable<EndedComboState> ended)
    {
        var idle = (long)options.ComboIdle.TotalMilliseconds;
        foreach (var state in open)
        {
            _open[state.Key] = new OpenCombo(state);
            _nextDue = Math.Min(_nextDue, state.LastProgress + idle);
        }

        // By when each ended last: one that ended twice stands where it ended first.
        foreach (var (key, total, time) in ended.OrderBy(static e => e.Time))
        {
            if (_ended.TryAdd(key, (total, time)))
            {
                _endedOrder.Enqueue((key, time));
            }
        }
    }

    private void Open(ulong key, long total, long serverTime, in LiveEventView view)
    {
        _open[key] = new OpenCombo
        {
            Total = total,
            LastProgress = serverTime,
            GiftId = view.GiftId,
            Diamonds = view.Diamonds,
            GiftName = view.GiftName.ToArray(),
            User = new OwnedUser(view.User),
            ToUser = view.ToUser.Present ? new OwnedUser(view.ToUser) : null,
        };
        _nextDue = Math.Min(_nextDue, serverTime + (long)options.ComboIdle.TotalMilliseconds);
    }

    private void End(ulong key, long total, long serverTime)
    {
        if (!_ended.ContainsKey(key))
        {
            _endedOrder.Enqueue((key, serverTime));
        }

        _ended[key] = (total, serverTime);
        var memory = (long)options.ComboMemory.TotalMilliseconds;
        while (_endedOrder.TryPeek(out var first) && (_ended.Count > MostEnded || serverTime - first.Time > memory))
        {
            _endedOrder.Dequeue();
            var last = _ended[first.Key].Time;
            if (last > first.Time)
            {
                // Ended once more since: remembered from then on.
                _endedOrder.Enqueue((first.Key, last));
            }
            else
            {
                _ended.Remove(first.Key);
            }
        }
    }

    private ReadOnlySpan<byte> IdOf(ulong key)
    {
        Utf8Formatter.TryFormat(key, _comboId, out _, new StandardFormat('x', 16));
        return _comboId;
    }
}
