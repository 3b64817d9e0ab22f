using System.Text;
using DouyinIngest.Pipeline.Fleet;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class RoomPartitionTests
{
    // What Kafka's own tests expect of Utils.murmur2.
    [Theory]
    [InlineData("21", -973932308)]
    [InlineData("foobar", -790332482)]
    [InlineData("a-little-bit-long-string", -985981536)]
    [InlineData("a-little-bit-longer-string", -1486304829)]
    [InlineData("lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8", -58897971)]
    [InlineData("abc", 479470107)]
    public void Murmur2_KnownTexts_AsJavaComputes(string text, int expected)
        => Assert.Equal(expected, unchecked((int)RoomPartition.Murmur2(Encoding.UTF8.GetBytes(text))));

    [Theory]
    [InlineData("21", 64)]
    [InlineData("732001", 64)]
    [InlineData("732001", 1)]
    public void Of_AnyRoom_IsTheHashWithoutItsSign(string liveId, int partitions)
    {
        var hash = unchecked((int)RoomPartition.Murmur2(Encoding.UTF8.GetBytes(liveId))) & int.MaxValue;
        Assert.Equal(hash % partitions, RoomPartition.Of(liveId, partitions));
    }

    [Fact]
    public void Of_ManyRooms_SpreadsThem()
    {
        var counts = new int[64];
        for (var room = 0; room < 6400; room++)
        {
            counts[RoomPartition.Of($"7320{room:D5}", counts.Length)]++;
        }

        Assert.All(counts, count => Assert.InRange(count, 50, 160));
    }
}
