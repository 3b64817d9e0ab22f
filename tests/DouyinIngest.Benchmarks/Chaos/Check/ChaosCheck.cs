using System.Globalization;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>The topics against the simulator's oracle. The counting of lost and repeated is the reconciliation's; order, silence and recovery are told here.</summary>
internal static class ChaosCheck
{
    /// <param name="simulator">Its world stands still.</param>
    /// <param name="log">Read to its end.</param>
    /// <param name="healedAt">From when recovery counts, milliseconds.</param>
    /// <param name="excused">
    /// Rooms (live ids) that were not to be followed all the while, and when they were taken away (milliseconds): a connection without cursor is no loss
    /// there, nor is what was on its way to a socket that was closed for that reason.
    /// </param>
    /// <param name="told">What the service told of.</param>
    /// <param name="loadAt">When the load began, milliseconds.</param>
    /// <param name="hurtAt">When the first fault struck, milliseconds; null: none did.</param>
    public static async Task<ChaosFigures> RunAsync(
        SimulatorProcess simulator, EventLog log, long? healedAt, IReadOnlyDictionary<string, List<long>> excused, ToldStatus told, long loadAt = 0, long? hurtAt = null)
    {
        var spared = await simulator.SparedAsync();
        var broadcasts = new Dictionary<string, SimulatedTruthRoom>(StringComparer.Ordinal);
        foreach (var id in await simulator.BroadcastsAsync())
        {
            broadcasts.Add(id, await simulator.TruthAsync(id));
        }

        var holes = await simulator.GapsAsync();
        var forgotten = holes.Where(IsForgotten).Select(g => new GapSpan(long.Parse(g.Room, CultureInfo.InvariantCulture), g.From, g.To)).ToList();
        var skipped = holes
            .Where(g => IsForgotten(g) || excused.ContainsKey(broadcasts[g.Room].LiveId))
            .SelectMany(g => g.Events).ToHashSet(StringComparer.Ordinal);

        // What an earlier owner published behind the place from which the next asked on was skipped, and is missing nowhere.
        var gaps = skipped.Where(e => !IsAppended(log, e)).ToHashSet(StringComparer.Ordinal);
        var truth = new List<OracleRoom>();
        var leftOut = new LeftOut();
        var rooms = new List<RoomFigures>();
        var latencies = new List<long[]>();
        var healthy = new SparedLatency(loadAt, hurtAt ?? long.MaxValue, healedAt ?? long.MaxValue);
        foreach (var (id, room) in broadcasts)
        {
            var roomId = long.Parse(id, CultureInfo.InvariantCulture);
            var removals = excused.GetValueOrDefault(room.LiveId, []);
            gaps.UnionWith(room.Events.Where(e => removals.Exists(at => IsOnItsWay(e.Time - at)) && !IsAppended(log, e.Id)).Select(e => e.Id));

            truth.Add(Oracle(roomId, room, gaps, skipped, removals));
            TrueEvent[] events = [.. room.Events.Select(e => Event(e, gaps))];
            foreach (var ((_, kind), count) in told.Shed.Where(shed => shed.Key.RoomId == roomId))
            {
                SimulatedEvent[] missing = [.. room.Events.Where(e => e.Offered && EventKinds.Parse(e.Kind) == kind && !IsAppended(log, e.Id))];
                var inHoles = missing.Count(e => gaps.Contains(e.Id));
                leftOut.Add(kind, count, missing.Length - inHoles, inHoles);
            }

            if (spared.Contains(room.LiveId))
            {
                healthy.Add(events, log.Appended);
            }

            // Without the start, in which every room comes at once.
            latencies.Add([.. events.Where(e => e.Expected && !e.Repeated && e.Time >= (hurtAt ?? 0)).Select(e => log.Appended.TimeOf(e.Key) - e.Time).OfType<long>()]);
            rooms.Add(RoomCheck.Of(roomId, events, log.Appended, healedAt));
        }

        var report = Reconciler.Reconcile(truth, log.Records);
        var silences = rooms.Select(r => r.Silence).Order().ToArray();
        return new ChaosFigures
        {
            Report = report,
            LeftOut = leftOut,
            Records = log.Records.Records,
            Extra = log.Records.Repeated.Extra,
            GapEvents = gaps.Count,
            Gaps = GapDifference.Of(forgotten, told.Gaps),
            DuplicatesAfterDedupe = report.Phantoms + log.Appended.Contradictions,
            OutOfOrder = rooms.Sum(r => r.OutOfOrder),
            SilenceMedian = At(silences, 0.5),
            SilenceP99 = At(silences, 0.99),
            SilenceMax = At(silences, 1),
            Recovery = rooms.Max(r => r.Recovery),
            QuietP99 = QuietLatency.P99(latencies),
            Spared = healthy,
        };
    }

    private static bool IsAppended(EventLog log, string id) => log.Appended.TimeOf(EventKey.Of(id)) is not null;

    private static bool IsForgotten(SimulatedGap gap) => string.Equals(gap.Cause, "forgotten", StringComparison.Ordinal);

    // From a frame that was being gathered when the room was taken away to the last that its old socket was sent.
    private static bool IsOnItsWay(long milliseconds) => milliseconds is > -2_000 and < 5_000;

    private static TimeSpan At(TimeSpan[] sorted, double share) => sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling((sorted.Length - 1) * share)];

    private static bool Spans(IEnumerable<SimulatedEvent> combo, long removal) => combo.Min(e => e.Time) < removal + 5_000 && combo.Max(e => e.Time) > removal - 2_000;

    private static TrueEvent Event(SimulatedEvent e, HashSet<string> gaps)
        => new(EventKey.Of(e.Id), EventKinds.Parse(e.Kind)!.Value, e.Time, e.Offered && !gaps.Contains(e.Id), e.Repeated);

    private static OracleRoom Oracle(long roomId, SimulatedTruthRoom room, HashSet<string> gaps, HashSet<string> skipped, List<long> removals)
    {
        // A combo of which its room's owner was not given a part has no total to compare.
        var broken = room.Events.Where(e => gaps.Contains(e.Id) || skipped.Contains(e.Id)).Select(Combo).ToHashSet(StringComparer.Ordinal);

        // Nor has one that went on over a removal: what is known of a room ends with it, as the page for readers of the topics says.
        broken.UnionWith(room.Events.Where(e => e.Gift is not null).GroupBy(Combo).Where(combo => removals.Exists(at => Spans(combo, at))).Select(combo => combo.Key));
        return new OracleRoom(
            roomId,
            [.. room.Events.Select(e => new OracleEvent(e.Id, EventKinds.Parse(e.Kind)!.Value, e.Offered && !gaps.Contains(e.Id), Combo(e)))],
            [.. room.Combos.Select(c => new OracleCombo(Combo(c.UserId, c.ToUserId, c.GiftId, c.GroupId), c.Total)).Where(c => !broken.Contains(c.Combo))]);
    }

    private static string Combo(SimulatedEvent e)
        => e.Gift is { } g ? Combo(long.Parse(e.UserId, CultureInfo.InvariantCulture), g.ToUserId, g.GiftId, g.GroupId) : "";

    private static string Combo(long userId, long toUserId, long giftId, long groupId)
        => string.Create(CultureInfo.InvariantCulture, $"{userId}/{toUserId}/{giftId}/{groupId}");
}
