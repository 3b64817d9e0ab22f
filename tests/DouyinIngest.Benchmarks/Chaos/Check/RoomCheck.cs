using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>One broadcast: what was appended of it, held against what was true. Pure.</summary>
internal static class RoomCheck
{
    /// <param name="roomId">The broadcast.</param>
    /// <param name="events">In the order in which they happened.</param>
    /// <param name="appended">The log.</param>
    /// <param name="healedAt">From when recovery counts, milliseconds; null: nothing was healed.</param>
    public static RoomFigures Of(long roomId, IReadOnlyList<TrueEvent> events, AppendedEvents appended, long? healedAt)
    {
        var times = appended.TimesOf(roomId);
        return new RoomFigures(Disorder(roomId, events, appended), Silence([.. events.Where(e => e.Expected).Select(e => e.Time).Order()], times), Recovery(events, appended, healedAt));
    }

    /// <summary>
    /// The longest time in which something had happened and nothing was appended: from the first event after a record was appended to the next
    /// appending. What was before the first record and after the last is no silence.
    /// </summary>
    public static TimeSpan Silence(long[] emitted, long[] appended)
    {
        var longest = 0L;
        var next = 0;
        for (var i = 0; i + 1 < appended.Length; i++)
        {
            while (next < emitted.Length && emitted[next] <= appended[i])
            {
                next++;
            }

            if (next < emitted.Length && emitted[next] < appended[i + 1])
            {
                longest = Math.Max(longest, appended[i + 1] - emitted[next]);
            }
        }

        return TimeSpan.FromMilliseconds(longest);
    }

    /// <summary>First records that stand behind one that happened later, of the same kind.</summary>
    private static long Disorder(long roomId, IReadOnlyList<TrueEvent> events, AppendedEvents appended)
    {
        var place = new Dictionary<UInt128, int>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            if (!events[i].Repeated)
            {
                place[events[i].Key] = i;
            }
        }

        var disorder = 0L;
        foreach (var kind in EventKinds.All)
        {
            var furthest = -1;
            foreach (var key in appended.OrderOf(roomId, kind))
            {
                if (place.TryGetValue(key, out var index))
                {
                    disorder += index < furthest ? 1 : 0;
                    furthest = Math.Max(furthest, index);
                }
            }
        }

        return disorder;
    }

    /// <summary>From the healing until the first event that happened after it was appended; null: none happened, or nothing was healed. Max value: it never was.</summary>
    private static TimeSpan? Recovery(IReadOnlyList<TrueEvent> events, AppendedEvents appended, long? healedAt)
    {
        var after = events.Where(e => e.Expected && e.Time >= healedAt).ToList();
        if (healedAt is not { } healed || after.Count == 0)
        {
            return null;
        }

        return after.Min(e => appended.TimeOf(e.Key)) is { } first ? TimeSpan.FromMilliseconds(Math.Max(0, first - healed)) : TimeSpan.MaxValue;
    }
}
