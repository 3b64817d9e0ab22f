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
}
