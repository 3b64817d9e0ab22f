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

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(70, 0, 0.7)]
    [InlineData(10, 840, 0.85)]
    [InlineData(200, 0, 2)]
    public void Spent_IsTheFullerOfBoth(int own, int others, double spent)
    {
        var pod = new InFlightBudget(1000);
        var room = new InFlightBudget(100, pod);
        pod.Take(others, 1);
        room.Take(own, 1);
        Assert.Equal(spent, room.Spent);
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
            var giving = Task.Run(() => pod.Give(10, 1), TestContext.Current.CancellationToken);
            Assert.True(await pod.WaitAsync(CancellationToken.None).Soon());
            await giving;
        }
    }

    [Fact]
    public async Task Give_WhileNearlySpent_WakesInTheOrderOfComing()
    {
        var pod = new InFlightBudget(100);
        pod.Take(140, 1);
        var order = new System.Collections.Concurrent.ConcurrentQueue<int>();
        var waiting = new List<Task>();
        for (var i = 0; i < 4; i++)
        {
            waiting.Add(Enter(i));
        }

        foreach (var bytes in (long[])[41, 1, 1, 1])
        {
            var before = order.Count;
            pod.Give(bytes, 0);
            await Waiting.UntilAsync(() => order.Count == before + 1);
        }

        await Task.WhenAll(waiting).Soon();
        Assert.Equal([0, 1, 2, 3], order);

        async Task Enter(int name)
        {
            Assert.True(await pod.WaitAsync(CancellationToken.None));
            order.Enqueue(name);
        }
    }

    [Fact]
    public async Task Give_ToACancelledWaiter_LeavesNobodyBehind()
    {
        var pod = new InFlightBudget(100);
        pod.Take(150, 1);
        using var stop = new CancellationTokenSource();
        var gone = pod.WaitAsync(stop.Token).AsTask();
        var stays = pod.WaitAsync(CancellationToken.None).AsTask();
        await stop.CancelAsync();
        Assert.False(await gone.Soon());

        pod.Give(60, 0);
        Assert.False(stays.IsCompleted);
        pod.Give(1, 0);
        Assert.True(await stays.Soon());
    }

    [Fact]
    public async Task WaitAsync_RoomFreeButPodSpentAgain_WaitsOn()
    {
        var pod = new InFlightBudget(100);
        var room = new InFlightBudget(50, pod);
        room.Take(50, 1);
        pod.Take(60, 1);
        var waiting = room.WaitAsync(CancellationToken.None).AsTask();

        room.Give(1, 0);
        Assert.False(waiting.IsCompleted);
        pod.Give(9, 0);
        Assert.False(waiting.IsCompleted);
        pod.Give(1, 0);
        Assert.True(await waiting.Soon());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task WaitAsync_AlreadyCancelled_SaysNo(bool spent)
    {
        var pod = new InFlightBudget(100);
        pod.Take(spent ? 100 : 0, 0);
        Assert.False(await pod.WaitAsync(new CancellationToken(canceled: true)).Soon());
    }

    [Fact]
    public void OfRoom_CountsInBoth()
    {
        var pod = new PodBudget(1000);
        var (one, two) = (pod.OfRoom(100), pod.OfRoom(200));
        one.Take(30, 1);
        two.Take(50, 2);
        Assert.Equal((30L, 50L, 80L, 3L), (one.Bytes, two.Bytes, pod.All.Bytes, pod.All.Records));
        Assert.Equal((100L, 200L, 1000L), (one.Limit, two.Limit, pod.All.Limit));
        one.Give(30, 1);
        Assert.Equal((0L, 50L, 50L, 2L), (one.Bytes, two.Bytes, pod.All.Bytes, pod.All.Records));
    }
}
