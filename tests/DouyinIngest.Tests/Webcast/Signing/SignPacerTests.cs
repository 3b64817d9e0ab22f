using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public class SignPacerTests
{
    private readonly ArmedTime _time = new();

    [Fact]
    public void Reserve_ASecondsWorth_GoesAtOnceAndTheRestIsPaced()
    {
        var pacer = new SignPacer(50, _time);
        for (var i = 0; i < 50; i++)
        {
            Assert.Equal(TimeSpan.Zero, pacer.Reserve());
        }

        Assert.Equal(TimeSpan.FromMilliseconds(20), pacer.Reserve());
        Assert.Equal(TimeSpan.FromMilliseconds(40), pacer.Reserve());
    }

    [Fact]
    public void Reserve_AfterALongRest_GivesNoMoreThanASecondsWorth()
    {
        var pacer = new SignPacer(10, _time);
        _time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(10, Enumerable.Range(0, 30).Count(_ => pacer.Reserve() == TimeSpan.Zero));
    }

    [Fact]
    public void Reserve_SlowerThanOneASecond_GivesOneAtATime()
    {
        var pacer = new SignPacer(0.5, _time);

        Assert.Equal(TimeSpan.Zero, pacer.Reserve());
        Assert.Equal(TimeSpan.FromSeconds(2), pacer.Reserve());
    }

    [Fact]
    public async Task Wait_OverThePace_WaitsForItsTurn()
    {
        var pacer = new SignPacer(1, _time);
        await pacer.WaitAsync(TestContext.Current.CancellationToken);
        var second = pacer.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(second.IsCompleted);

        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(1), TestContext.Current.CancellationToken);
        await second;
    }
}
