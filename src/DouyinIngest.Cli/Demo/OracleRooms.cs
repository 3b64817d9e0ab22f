using System.Globalization;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Webcast.Events;
using OracleCombo = DouyinIngest.Cli.Reconciliation.OracleCombo;
using OracleEvent = DouyinIngest.Cli.Reconciliation.OracleEvent;

namespace DouyinIngest.Cli.Demo;

/// <summary>What the simulator's oracle knows, in the reconciliation's words.</summary>
internal static class OracleRooms
{
    /// <summary>Every broadcast, one after the other: only one is in memory twice at a time.</summary>
    public static IEnumerable<OracleRoom> Of(Oracle oracle)
    {
        foreach (var roomId in oracle.RoomIds)
        {
            yield return new OracleRoom(
                roomId,
                [.. oracle.Events(roomId).Select(e => new OracleEvent(e.Id, (EventKind)(int)e.Kind, e.Offered, Key(e), Facts(e)))],
                [.. oracle.Combos(roomId).Select(combo => new OracleCombo(Key(combo.UserId, combo.ToUserId, combo.GiftId, combo.GroupId), combo.Total))]);
        }
    }

    private static int Facts(Simulator.Truth.OracleEvent e) =>
        OracleFacts.Of((EventKind)(int)e.Kind, e.UserId, e.Facts.Content, e.Facts.Count, e.Facts.Gift?.GiftId ?? 0);

    private static string Key(Simulator.Truth.OracleEvent e) =>
        e.Facts.Gift is { } gift ? Key(e.UserId, gift.ToUserId, gift.GiftId, gift.GroupId) : "";

    private static string Key(long user, long to, long gift, long group) => string.Create(CultureInfo.InvariantCulture, $"{user}-{to}-{gift}-{group}");
}
