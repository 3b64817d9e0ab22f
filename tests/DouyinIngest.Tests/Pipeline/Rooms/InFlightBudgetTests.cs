using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class InFlightBudgetTests
{
    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(99, 0, true)]
    [InlineData(100, 0, false)]
    [InlineData(0, 900, true)]
    [InlineData(0, 1000, false)]
    [InlineData(50, 950, false)]
    public async Task WaitAsync_IsOpenBelowBothLimits(int own, int others, bool open)
    {
        var pod = new InFlightBudget(1000);
        var room = new InFlightBudget(100, pod);
        pod.Take(others, 1);
        room.Take(own, 1);

        using var stop = new CancellationTokenSource();
        var waiting = room.WaitAsync(stop.Token).AsTask();
        Assert.Equal(open, waiting.IsCompleted);
        await stop.CancelAsync();
        Assert.Equal(open, await waiting.Soon());
    }

    [Fact]
    public async Task Give_WakesOneWhileNearlySpentAndAllWhenHalfIsFree()
    {
        var pod = new InFlightBudget(100);
        pod.Take(110, 1);
        var waiting = Enumerable.Range(0, 4).Select(_ => new InFlightBudget(1000, pod).WaitAsync(CancellationToken.None).AsTask()).ToList();

        pod.Give(20, 0);
        await Waiting.UntilAsync(() => waiting.Count(task => task.IsCompleted) == 1);
        pod.Give(5, 0);
        await Waiting.UntilAsync(() => waiting.Count(task => task.IsCompleted) == 2);
        pod.Give(60, 0);
        await Task.WhenAll(waiting).Soon();
    }

    [Fact]
    public async Task Give_OfARoom_WakesTheOthersThatWaitForThePod()
    {
        var pod = new InFlightBudget(100);
        var busy = new InFlightBudget(1000, pod);
        busy.Take(100, 7);
        Assert.Equal((100L, 7L), (pod.Bytes, pod.Records));
        var waiting = new InFlightBudget(1000, pod).WaitAsync(CancellationToken.None).AsTask();
        busy.Give(100, 7);
        Assert.True(await waiting.Soon());
        Assert.Equal((0L, 0L), (pod.Bytes, pod.Records));
    }

    [Fact]
    public async Task WaitAsync_RacedByGive_NeverSleepsForEver()
    {
        var pod = new InFlightBudget(10);
        for (var round = 0; round < 2_000; round++)
        {
            pod.Take(10, 1);
            var giving = Task.Run(() => pod.Give(10, 1));
            Assert.True(await pod.WaitAsync(CancellationToken.None).Soon());
            await giving;
        }
    }
}
