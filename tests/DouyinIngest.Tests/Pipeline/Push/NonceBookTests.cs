using DouyinIngest.Pipeline.Push;
using DouyinIngest.Webcast.OpenPlatform;

namespace DouyinIngest.Tests.Pipeline.Push;

public sealed class NonceBookTests
{
    private readonly NonceBook _book = new(3);

    [Fact]
    public void Find_WhileTheFirstIsUnderWay_IsItsOutcome()
    {
        var first = new TaskCompletionSource<PushOutcome>();
        Assert.Null(_book.Begin("a", first.Task));
        Assert.Same(first.Task, _book.Find("a"));
        Assert.Same(first.Task, _book.Begin("a", Task.FromResult(PushOutcome.Durable)));
        Assert.Null(_book.Find("b"));
    }

    /// <summary>An attempt that stopped before it was durable must not answer for its repeat, or the push were lost.</summary>
    [Fact]
    public async Task Find_AfterAStop_IsTakenAnew()
    {
        _ = _book.Begin("a", Task.FromResult(PushOutcome.Stopped));
        Assert.Null(_book.Find("a"));
        Assert.Null(_book.Begin("a", Task.FromResult(PushOutcome.Durable)));
        Assert.Equal(PushOutcome.Durable, await _book.Find("a")!);
    }

    [Theory]
    [InlineData("Durable")]
    [InlineData("Unreadable")]
    public async Task Find_AfterAnOutcome_IsThatOutcome(string word)
    {
        var outcome = Enum.Parse<PushOutcome>(word);
        _ = _book.Begin("a", Task.FromResult(outcome));
        Assert.Equal(outcome, await _book.Find("a")!);
    }

    [Fact]
    public void Begin_Many_ForgetsTheOldestButNoneUnderWay()
    {
        var open = new TaskCompletionSource<PushOutcome>();
        _ = _book.Begin("open", open.Task);
        foreach (var key in (string[])["a", "b", "c", "d"])
        {
            _ = _book.Begin(key, Task.FromResult(PushOutcome.Durable));
        }

        Assert.Equal(3, _book.Count);
        Assert.Same(open.Task, _book.Find("open"));
        Assert.Null(_book.Find("a"));
        Assert.NotNull(_book.Find("d"));
    }
}
