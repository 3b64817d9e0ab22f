using DouyinIngest.Cli.Demo;

namespace DouyinIngest.Tests.Cli.Demo;

public class RateMeterTests
{
    [Fact]
    public void Sample_SteadyGrowth_IsItsRateAndForgetsWhatIsOlderThanTheWindow()
    {
        var meter = new RateMeter<string>(TimeSpan.FromSeconds(3));

        Assert.Equal(0, meter.Sample("a", TimeSpan.Zero, 0));
        Assert.Equal(100, meter.Sample("a", TimeSpan.FromSeconds(1), 100));
        for (var second = 2; second <= 10; second++)
        {
            meter.Sample("a", TimeSpan.FromSeconds(second), 100);
        }

        Assert.Equal(0, meter.Sample("a", TimeSpan.FromSeconds(11), 100));
        Assert.Equal(200, meter.Sample("b", TimeSpan.FromSeconds(11), 5) + meter.Sample("b", TimeSpan.FromSeconds(12), 205));
    }

    [Fact]
    public void Sample_SameMomentTwice_IsNoDivisionByZero()
    {
        var meter = new RateMeter<string>(TimeSpan.FromSeconds(3));
        meter.Sample("a", TimeSpan.FromSeconds(1), 5);

        Assert.Equal(0, meter.Sample("a", TimeSpan.FromSeconds(1), 10));
    }

    [Fact]
    public void Sample_SeldomAsked_StillHasARate()
    {
        var meter = new RateMeter<string>(TimeSpan.FromSeconds(3));
        meter.Sample("a", TimeSpan.Zero, 0);

        Assert.Equal(10, meter.Sample("a", TimeSpan.FromSeconds(100), 1000));
    }

    [Fact]
    public void Sample_OtherKey_IsApart()
    {
        var meter = new RateMeter<object>(TimeSpan.FromSeconds(3));
        meter.Sample(1L, TimeSpan.Zero, 0);
        meter.Sample("a", TimeSpan.Zero, 500);

        Assert.Equal(100, meter.Sample(1L, TimeSpan.FromSeconds(1), 100));
        Assert.Equal(1, meter.Sample("a", TimeSpan.FromSeconds(1), 501));
    }
}
