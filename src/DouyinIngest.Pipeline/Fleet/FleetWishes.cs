using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Ownership;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>What the table asks of the rooms, by partition. Pure.</summary>
internal static class FleetWishes
{
    private static readonly Dictionary<string, RoomWish> None = new(StringComparer.Ordinal);

    /// <summary>The wishes of every partition; partitions without rooms are absent.</summary>
    /// <param name="table">The table.</param>
    /// <param name="partitions">How many partitions the checkpoint topic has.</param>
    /// <param name="mayRun">Whether a room that is wanted has its place in the quota.</param>
    public static Dictionary<int, Dictionary<string, RoomWish>> Of(ControlTable table, int partitions, Func<DesiredRoom, bool> mayRun)
    {
        var wishes = new Dictionary<int, Dictionary<string, RoomWish>>();
        foreach (var (liveId, room) in table.Rooms)
        {
            var partition = RoomPartition.Of(liveId, partitions);
            if (!wishes.TryGetValue(partition, out var rooms))
            {
                wishes[partition] = rooms = new Dictionary<string, RoomWish>(StringComparer.Ordinal);
            }

            rooms[liveId] = room.Paused ? RoomWish.Pause : mayRun(room) ? RoomWish.Run : RoomWish.Unplace;
        }

        return wishes;
    }

    /// <summary>Those of one partition; none are there for a partition without rooms.</summary>
    public static IReadOnlyDictionary<string, RoomWish> Of(this Dictionary<int, Dictionary<string, RoomWish>> wishes, int partition)
        => wishes.GetValueOrDefault(partition, None);
}
