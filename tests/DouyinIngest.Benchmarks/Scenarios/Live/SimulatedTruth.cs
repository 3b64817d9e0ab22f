using System.Globalization;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Simulator;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>The simulator's oracle in the words of the reconciliation.</summary>
internal static class SimulatedTruth
{
    public static List<OracleRoom> Of(SimulatorHost simulator) =>
        [.. simulator.Oracle.RoomIds.Select(id => Room(simulator.Oracle, id))];

    private static OracleRoom Room(Simulator.Truth.Oracle oracle, long roomId) => new(
        roomId,
        [
            .. oracle.Events(roomId).Select(e => new OracleEvent(
                e.Id,
                (EventKind)(int)e.Kind,
                e.Offered,
                e.Facts.Gift is { } g ? Combo(e.UserId, g.ToUserId, g.GiftId, g.GroupId) : "")),
        ],
        [.. oracle.Combos(roomId).Select(c => new OracleCombo(Combo(c.UserId, c.ToUserId, c.GiftId, c.GroupId), c.Total))]);

    private static string Combo(long userId, long toUserId, long giftId, long groupId) =>
        string.Create(CultureInfo.InvariantCulture, $"{userId}/{toUserId}/{giftId}/{groupId}");
}
