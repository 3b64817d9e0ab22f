using DouyinIngest.Simulator.Truth;

namespace LiveAssistant.Simulation;

/// <summary>What the simulator knows of one combo, and what thanks are due for it.</summary>
/// <param name="UserId">Who gave.</param>
/// <param name="GiftId">What.</param>
/// <param name="Counts">The counts that may be thanked for; more than one where the clocks leave it open whether it had ended.</param>
/// <param name="MayBeOpen">It may still go on: no thanks may be right too.</param>
internal sealed record DueCombo(long UserId, long GiftId, IReadOnlyList<long> Counts, bool MayBeOpen)
{
    /// <summary>A combo that stands still for so long has ended.</summary>
    private const long Idle = 10_000;

    /// <summary>How far the two clocks may differ, milliseconds.</summary>
    private const long Slack = 500;

    /// <summary>All combos of a broadcast, gifts that stand alone included; those that are surely still open left out.</summary>
    public static IReadOnlyList<DueCombo> Of(IReadOnlyList<OracleEvent> events)
    {
        var end = events.Count > 0 ? events[^1].Time : 0;
        var gifts = events.Where(static e => e is { Offered: true, Facts.Gift: not null }).ToList();
        var alone = gifts.Where(static e => !e.Facts.Gift!.Combo).Select(static e => new DueCombo(e.UserId, e.Facts.Gift!.GiftId, [e.Facts.Gift.Cumulative], MayBeOpen: false));
        var combos = gifts.Where(static e => e.Facts.Gift!.Combo)
            .GroupBy(static e => (e.UserId, e.Facts.Gift!.ToUserId, e.Facts.Gift.GiftId, e.Facts.Gift.GroupId))
            .Select(combo => OfOne([.. combo], end))
            .OfType<DueCombo>();
        return [.. alone, .. combos];
    }

    private static DueCombo? OfOne(IReadOnlyList<OracleEvent> messages, long end)
    {
        var counts = new List<long>();
        var total = 0L;
        var last = messages[0].Time;
        foreach (var message in messages)
        {
            if (message.Time - last > Idle + Slack)
            {
                return Due(messages[0], [.. counts, total]);
            }

            if (message.Time - last > Idle - Slack)
            {
                counts.Add(total);
            }

            total = Math.Max(total, message.Facts.Gift!.Cumulative);
            last = message.Time;
            if (message.Facts.Gift.Ended)
            {
                return Due(messages[0], [.. counts, total]);
            }
        }

        return end - last < Idle - Slack && counts.Count == 0
            ? null
            : Due(messages[0], [.. counts, total]) with { MayBeOpen = end - last < Idle + Slack };
    }

    private static DueCombo Due(OracleEvent of, IReadOnlyList<long> counts) => new(of.UserId, of.Facts.Gift!.GiftId, counts, MayBeOpen: false);
}
