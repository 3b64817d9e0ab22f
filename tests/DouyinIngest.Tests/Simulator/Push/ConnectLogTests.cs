using DouyinIngest.Simulator.Push;
using DouyinIngest.Tests.Simulator.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class ConnectLogTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();

    [Theory]
    [InlineData(new long[] { }, 0)]
    [InlineData(new long[] { 5 }, 1)]
    [InlineData(new long[] { 0, 999 }, 2)]
    [InlineData(new long[] { 0, 1000 }, 1)]
    [InlineData(new long[] { 0, 600, 900, 1100, 1500, 3000 }, 4)]
    public void Max_AnyOneSecond(long[] times, int max)
    {
        var second = new BusiestSecond();
        foreach (var time in times)
        {
            second.Add(time);
        }

        Assert.Equal(max, second.Max);
    }

    [Fact]
    public void Note_RefusedAndAccepted_AreToldApart()
    {
        var log = new ConnectLog(_time);
        log.Note(7, accepted: false);
        _time.Advance(TimeSpan.FromMilliseconds(400));
        log.Note(7, accepted: true);
        log.Note(8, accepted: true);

        Assert.Equal(new ConnectFigures(3, 3, 2, 2), log.Figures());
        Assert.Equal([new ConnectAttempt(Sim.Now, false), new ConnectAttempt(Sim.Now + 400, true)], log.Of(7));
        Assert.Empty(log.Of(9));
        Assert.Equal([7L, 8], log.All().Keys.Order());
    }

    [Fact]
    public void Note_VeryMany_RemembersTheFirstAndCountsAll()
    {
        var log = new ConnectLog(_time);
        for (var i = 0; i < 10_005; i++)
        {
            log.Note(1, accepted: true);
        }

        Assert.Equal(10_000, log.Of(1).Count);
        Assert.Equal(10_005, log.Figures().Attempts);
    }
}
