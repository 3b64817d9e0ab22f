using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class ReadProgressTests
{
    private readonly ReadProgress _progress = new();

    [Fact]
    public void Age_NothingTold_IsForEver()
    {
        _progress.Reached(1_000);
        Assert.False(_progress.IsWhole);
        Assert.Equal(TimeSpan.MaxValue, _progress.Age(At(5)));
    }

    /// <summary>Planted bug: a table that was read in part passes for whole.</summary>
    [Fact]
    public void Reached_BelowTheEnd_IsNotWhole()
    {
        _progress.Told(At(0), 10);
        _progress.Reached(9);
        Assert.False(_progress.IsWhole);
        _progress.Reached(10);
        Assert.True(_progress.IsWhole);
    }

    [Fact]
    public void Told_EmptyTopic_IsWhole()
    {
        _progress.Told(At(3), 0);
        Assert.True(_progress.IsWhole);
        Assert.Equal(At(1), _progress.Age(At(4)));
    }

    [Fact]
    public void Age_IsCountedFromTheQuestionAndNotFromTheAnswerOrTheReading()
    {
        _progress.Told(At(10), 5);
        _progress.Reached(5);
        Assert.Equal(At(7), _progress.Age(At(17)));
    }

    [Fact]
    public void Age_AtTheEndAgain_BeginsAnew()
    {
        _progress.Told(At(0), 5);
        _progress.Reached(5);
        _progress.Told(At(5), 5);
        Assert.Equal(At(1), _progress.Age(At(6)));
    }

    [Fact]
    public void Age_BehindTheEnd_GrowsUntilTheFirstUnreachedEndIsReached()
    {
        _progress.Told(At(0), 5);
        _progress.Reached(5);
        _progress.Told(At(5), 8);
        _progress.Told(At(10), 20);
        Assert.Equal(At(11), _progress.Age(At(11)));
        _progress.Reached(8);
        Assert.Equal(At(6), _progress.Age(At(11)));
        _progress.Told(At(15), 20);
        Assert.Equal(At(10), _progress.Age(At(15)));
    }

    [Fact]
    public void Reached_Backwards_StaysWhereItWas()
    {
        _progress.Reached(9);
        _progress.Reached(3);
        Assert.Equal(9, _progress.Position);
    }

    [Fact]
    public void Restart_AnotherLog_IsNotWholeAndKeepsAgeing()
    {
        _progress.Told(At(0), 5);
        _progress.Reached(5);
        _progress.Told(At(5), 9);
        _progress.Restart();
        Assert.Equal((0L, false, At(7)), (_progress.Position, _progress.IsWhole, _progress.Age(At(7))));
        _progress.Reached(3);
        Assert.False(_progress.IsWhole);
        _progress.Told(At(8), 3);
        Assert.True(_progress.IsWhole);
        Assert.Equal(At(1), _progress.Age(At(9)));
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
