using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.World;

public sealed class StickySetTests
{
    private readonly StickySet _set = new();

    [Theory]
    [InlineData(-1, new long[0])]
    [InlineData(0, new long[] { 10 })]
    [InlineData(4, new long[] { 10 })]
    [InlineData(5, new long[] { 20 })]
    [InlineData(100, new long[] { 30 })]
    public void At_Place_ShowsTheVersionOfThatPlace(long position, long[] versions)
    {
        _set.Set(0, Built.Stats(10).Message);
        _set.Set(5, Built.Stats(20).Message);
        _set.Set(9, Built.Stats(30).Message);

        Assert.Equal(versions, _set.At(position).Select(m => m.WrdsVersion));
    }

    [Fact]
    public void At_SubKeysAndMethods_EachHasItsOwn()
    {
        var rank = Built.Stats(5).Message;
        rank.Method = "WebcastRoomRankMessage";
        _set.Set(0, Built.Stats(1).Message);
        _set.Set(1, Built.Stats(2, "a").Message);
        _set.Set(2, Built.Stats(3, "b").Message);
        _set.Set(3, rank);
        _set.Set(4, Built.Stats(4, "a").Message);

        Assert.Equal([1L, 3, 4, 5], _set.At(4).Select(m => m.WrdsVersion).Order());
        Assert.Equal([1L, 2, 3, 5], _set.At(3).Select(m => m.WrdsVersion).Order());
    }

    [Fact]
    public void Trim_ManyVersions_KeepsWhatAnyCursorCanAskFor()
    {
        for (var i = 0; i < 500; i++)
        {
            _set.Set(i, Built.Stats(i + 1).Message);
        }

        _set.Trim(300);

        // A cursor may stand just before the oldest batch.
        Assert.Equal([300L], _set.At(299).Select(m => m.WrdsVersion));
        Assert.Equal([500L], _set.At(1000).Select(m => m.WrdsVersion));
        Assert.Empty(_set.At(100));
    }

    [Fact]
    public void Trim_NothingOldEnough_KeepsAll()
    {
        _set.Set(0, Built.Stats(1).Message);
        _set.Set(400, Built.Stats(2).Message);

        _set.Trim(300);

        Assert.Equal([1L], _set.At(299).Select(m => m.WrdsVersion));
    }
}
