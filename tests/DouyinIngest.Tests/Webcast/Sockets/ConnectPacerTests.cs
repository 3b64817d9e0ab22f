using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class ConnectPacerTests
{
    [Fact]
    public void Take_Burst_IsFreeAndThenPaced()
    {
        var time = new ArmedTime();
        var pacer = new ConnectPacer(perSecond: 10, burst: 3, time);

        Assert.Equal([0, 0, 0, 100, 200, 300], Enumerable.Range(0, 6).Select(_ => pacer.Take(TimeSpan.Zero).TotalMilliseconds));
    }

    [Fact]
    public void Take_AfterALongRest_NoMoreThanTheBurstIsSavedUp()
    {
        var time = new ArmedTime();
        var pacer = new ConnectPacer(perSecond: 10, burst: 2, time);
        var later = TimeSpan.FromHours(1);

        Assert.Equal([0, 0, 100], Enumerable.Range(0, 3).Select(_ => pacer.Take(later).TotalMilliseconds));
    }

    [Fact]
    public void Take_AtTheRate_NeverWaits()
    {
        var time = new ArmedTime();
        var pacer = new ConnectPacer(perSecond: 4, burst: 1, time);

        Assert.All(Enumerable.Range(0, 100), i => Assert.Equal(TimeSpan.Zero, pacer.Take(TimeSpan.FromSeconds(i * 0.25))));
    }

    [Fact]
    public async Task Wait_OverTheRate_LastsUntilThePlace()
    {
        var time = new ArmedTime();
        var pacer = new ConnectPacer(perSecond: 2, burst: 1, time);
        await pacer.WaitAsync(TestContext.Current.CancellationToken);
        var second = pacer.WaitAsync(TestContext.Current.CancellationToken);
        time.Advance(TimeSpan.FromMilliseconds(499));
        Assert.False(second.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        await second.Soon();
    }
}
