using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class UpstreamTimesTests
{
    [Theory]
    [InlineData(1_776_121_373_297, 5, 7, 1_776_121_373_297, EventTimeSource.CreateTime)]
    [InlineData(1_776_121_373, 0, 0, 1_776_121_373_000, EventTimeSource.CreateTime)]
    [InlineData(0, 1_776_121_373, 7, 1_776_121_373_000, EventTimeSource.EventTime)]
    [InlineData(0, 1_776_121_373_297, 7, 1_776_121_373_297, EventTimeSource.EventTime)]
    [InlineData(0, 0, 1_776_121_373_297, 1_776_121_373_297, EventTimeSource.ResponseNow)]
    [InlineData(-1, -1, -1, 0, EventTimeSource.None)]
    [InlineData(0, 0, 0, 0, EventTimeSource.None)]
    [InlineData(long.MaxValue, 0, 1_776_121_373_297, 1_776_121_373_297, EventTimeSource.ResponseNow)]
    [InlineData(253_402_300_799_999, 0, 0, 253_402_300_799_999, EventTimeSource.CreateTime)]
    [InlineData(253_402_300_800_000, 0, 0, 0, EventTimeSource.None)]
    [InlineData(99_999_999_999, 0, 0, 99_999_999_999_000, EventTimeSource.CreateTime)]
    [InlineData(100_000_000_000, 0, 0, 100_000_000_000, EventTimeSource.CreateTime)]
    public void Best_Times_FirstUsableWins(long createTime, long eventTime, long now, long expected, EventTimeSource source)
        => Assert.Equal((expected, source), UpstreamTimes.Best(createTime, eventTime, now));
}
