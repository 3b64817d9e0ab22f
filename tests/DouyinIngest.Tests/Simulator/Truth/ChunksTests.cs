using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Tests.Simulator.Truth;

public sealed class ChunksTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(513)]
    [InlineData(5_000)]
    public void Add_Many_EachIsFoundAtItsIndex(int count)
    {
        var chunks = new Chunks<int>();
        for (var i = 0; i < count; i++)
        {
            chunks.Add(i * 3);
        }

        Assert.Equal(count, chunks.Count);
        Assert.All(Enumerable.Range(0, count), i => Assert.Equal(i * 3, chunks[i]));
    }

    [Fact]
    public void Index_ChangedInItsPlace_StaysChangedWhileItGrows()
    {
        var chunks = new Chunks<int>();
        chunks.Add(1);
        ref var first = ref chunks[0];
        for (var i = 0; i < 2_000; i++)
        {
            chunks.Add(0);
        }

        first = 7;

        Assert.Equal(7, chunks[0]);
    }
}
