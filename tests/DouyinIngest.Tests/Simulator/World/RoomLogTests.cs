using DouyinIngest.Simulator.World;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class RoomLogTests
{
    [Fact]
    public void Append_OverTheNumber_ForgetsTheOldest()
    {
        var log = new RoomLog(10, long.MaxValue);
        for (var i = 0; i < 100; i++)
        {
            log.Append(Batch(i, 1));
        }

        Assert.Equal((90, 100), (log.First, log.Next));
        Assert.Null(log.Find(89));
        Assert.Null(log.Find(100));
        Assert.All(Enumerable.Range(90, 10), p => Assert.Equal(p, log.Find(p)!.Position));
    }

    [Theory]
    [InlineData(1000, 95)]
    [InlineData(50, 99)]
    [InlineData(200, 99)]
    [InlineData(400, 98)]
    public void Append_OverTheBytes_ForgetsTheOldestButNeverTheLast(long bytes, long first)
    {
        var log = new RoomLog(1000, bytes);
        for (var i = 0; i < 100; i++)
        {
            log.Append(Batch(i, 200));
        }

        Assert.Equal(first, log.First);
        Assert.NotNull(log.Find(99));
    }

    private static Batch Batch(long position, int size) => new()
    {
        Position = position,
        Count = 0, Time = 0,
        Sticky = false,
        WrdsVersion = 0,
        Compressed = new byte[size],
        InternalExt = "",
        Cursor = "",
    };
}
