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
    /// <param name="excused">Rooms (live ids) that were not to be followed all the while: a connection without cursor is no loss there.</param>
    public static async Task<ChaosFigures> RunAsync(SimulatorProcess simulator, EventLog log, long? healedAt, IReadOnlySet<string> excused)
    {
        var byRoom = (await simulator.RoomsAsync()).ToDictionary(r => r.RoomId, r => r.LiveId, StringComparer.Ordinal);
        var gaps = (await simulator.GapsAsync())
            .Where(g => string.Equals(g.Cause, "forgotten", StringComparison.Ordinal) || excused.Contains(byRoom.GetValueOrDefault(g.Room, "")))
            .SelectMany(g => g.Events).ToHashSet(StringComparer.Ordinal);
        var truth = new List<OracleRoom>();
        var rooms = new List<RoomFigures>();
        foreach (var id in await simulator.BroadcastsAsync())
        {
            var room = await simulator.TruthAsync(id);
            var roomId = long.Parse(id, CultureInfo.InvariantCulture);
            truth.Add(Oracle(roomId, room, gaps));
            rooms.Add(RoomCheck.Of(roomId, [.. room.Events.Select(e => Event(e, gaps))], log.Appended, healedAt));
        }

        var report = Reconciler.Reconcile(truth, log.Records);
        var silences = rooms.Select(r => r.Silence).Order().ToArray();
        return new ChaosFigures
        {
            Report = report,
            Records = log.Records.Records,
            Extra = log.Records.Repeated.Extra,
            GapEvents = gaps.Count,
            DuplicatesAfterDedupe = report.Phantoms + log.Appended.Contradictions,
            OutOfOrder = rooms.Sum(r => r.OutOfOrder),
            SilenceMedian = At(silences, 0.5),
            SilenceP99 = At(silences, 0.99),
            SilenceMax = At(silences, 1),
            Recovery = rooms.Max(r => r.Recovery),
        };
    }

    private static TimeSpan At(TimeSpan[] sorted, double share) => sorted.Length == 0 ? TimeSpan.Zero : sorted[(int)Math.Ceiling((sorted.Length - 1) * share)];

    private static TrueEvent Event(SimulatedEvent e, HashSet<string> gaps)
        => new(EventKey.Of(e.Id), EventKinds.Parse(e.Kind)!.Value, e.Time, e.Offered && !gaps.Contains(e.Id), e.Repeated);

    private static OracleRoom Oracle(long roomId, SimulatedTruthRoom room, HashSet<string> gaps)
    {
        // A combo of which a part could not be had has no total to compare.
        var broken = room.Events.Where(e => gaps.Contains(e.Id)).Select(Combo).ToHashSet(StringComparer.Ordinal);
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
