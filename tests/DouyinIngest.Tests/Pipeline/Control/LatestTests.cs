using DouyinIngest.Pipeline.Control;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Pipeline.Control;

public sealed class LatestTests
{
    private readonly Latest<string> _latest = new();

    [Fact]
    public async Task Watch_BeforeTheFirst_WaitsForIt()
    {
        await using var watch = _latest.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var first = watch.MoveNextAsync().AsTask();
        Assert.False(first.IsCompleted);
        _latest.Set("a");
        Assert.True(await first.Soon());
        Assert.Equal("a", watch.Current);
    }

    [Fact]
    public async Task Watch_SlowReader_SeesTheNewestOnly()
    {
        _latest.Set("a");
        await using var watch = _latest.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        Assert.True(await watch.MoveNextAsync().Soon());
        _latest.Set("b");
        _latest.Set("c");
        Assert.True(await watch.MoveNextAsync().Soon());
        Assert.Equal("c", watch.Current);
        Assert.Equal("c", _latest.Value);
        var next = watch.MoveNextAsync().AsTask();
        Assert.False(next.IsCompleted);
        _latest.Set("d");
        Assert.True(await next.Soon());
    }

    [Fact]
    public async Task Watch_TwoReaders_SeeBoth()
    {
        await using var one = _latest.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await using var other = _latest.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var both = (one.MoveNextAsync().AsTask(), other.MoveNextAsync().AsTask());
        _latest.Set("a");
        Assert.True(await both.Item1.Soon() && await both.Item2.Soon());
    }

    [Fact]
    public async Task Watch_Cancelled_Ends()
    {
        using var stop = new CancellationTokenSource();
        await using var watch = _latest.WatchAsync(stop.Token).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watch.MoveNextAsync().AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    [Fact]
    public async Task Fail_Watchers_HearOfIt()
    {
        await using var watch = _latest.WatchAsync(TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);
        var next = watch.MoveNextAsync().AsTask();
        _latest.Fail(new InvalidOperationException("dead"));
        Assert.Equal("dead", (await Assert.ThrowsAsync<InvalidOperationException>(() => next.Soon())).Message);
    }
}
