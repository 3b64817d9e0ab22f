using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Tests.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class FleetWishesTests
{
    private const int Partitions = 8;

    [Theory]
    [InlineData("""{}""", true, "Run")]
    [InlineData("""{}""", false, "Unplace")]
    [InlineData("""{"state":"paused"}""", true, "Pause")]
    [InlineData("""{"state":"paused"}""", false, "Pause")]
    public void Of_OneRoom_IsWhatTheTableAndTheQuotaSay(string value, bool mayRun, string expected)
    {
        var wishes = FleetWishes.Of(Tables.Of(("732001", value)), Partitions, _ => mayRun);

        Assert.Equal(expected, $"{wishes.Of(RoomPartition.Of("732001", Partitions))["732001"]}");
    }

    [Fact]
    public void Of_ManyRooms_EachStandsAtItsPartitionOnly()
    {
        var rooms = Enumerable.Range(732001, 100).Select(id => $"{id}").ToArray();

        var wishes = FleetWishes.Of(Tables.Of([.. rooms.Select(id => (id, (string?)"{}"))]), Partitions, _ => true);

        Assert.Equal(100, wishes.Values.Sum(partition => partition.Count));
        Assert.All(rooms, id => Assert.Equal(RoomWish.Run, wishes.Of(RoomPartition.Of(id, Partitions))[id]));
    }

    [Fact]
    public void Of_RemovedAndRefusedRooms_AreNotNamed()
    {
        var table = Tables.Of(("732001", "{}"), ("732001", null), ("732002", """{"prioritty":1}"""));

        Assert.Empty(FleetWishes.Of(table, Partitions, _ => true));
    }

    [Fact]
    public void Of_PartitionWithoutRooms_IsEmpty()
        => Assert.Empty(FleetWishes.Of(ControlTable.Empty, Partitions, _ => true).Of(3));

    [Fact]
    public void Of_PausedRoom_IsNotAskedForItsPlace()
    {
        var asked = new List<string>();
        FleetWishes.Of(Tables.Of(("732001", """{"state":"paused"}"""), ("732002", "{}")), Partitions, room =>
        {
            asked.Add(room.LiveId);
            return true;
        });

        Assert.Equal(["732002"], asked);
    }
}
