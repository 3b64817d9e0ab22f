using DouyinIngest.Pipeline.Checkpoints;

namespace DouyinIngest.Tests.Pipeline.Checkpoints;

public sealed class CheckpointScheduleTests
{
    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch.AddYears(50);

    private readonly CheckpointSchedule _schedule = new();

    [Fact]
    public void IsDue_FirstFrame_EvenWithoutEvents() => Assert.True(_schedule.IsDue(0, Start));

    [Fact]
    public void IsDue_FirstFrameNotCaptured_StaysDue()
    {
        Assert.True(_schedule.IsDue(0, Start));
        Assert.True(_schedule.IsDue(0, Start));
    }

    [Theory]
    [InlineData(199, 9_999, false)]
    [InlineData(200, 0, true)]
    [InlineData(500, 0, true)]
    [InlineData(0, 10_000, true)]
    [InlineData(1, 9_999, false)]
    public void IsDue_AfterACapture_ByEventsOrTime(int events, int milliseconds, bool due)
    {
        Capture(Start);

        Assert.Equal(due, _schedule.IsDue(events, Start.AddMilliseconds(milliseconds)));
    }

    [Theory]
    [InlineData(-5_000, false)]
    [InlineData(-10_000, true)]
    [InlineData(-3_600_000, true)]
    [InlineData(3_600_000, true)]
    public void F20_ClockWasSet_DoesNotPutTheNextOneOff(int milliseconds, bool due)
    {
        Capture(Start);

        Assert.Equal(due, _schedule.IsDue(0, Start.AddMilliseconds(milliseconds)));
    }

    [Fact]
    public void IsDue_Events_AddUpOverFrames()
    {
        Capture(Start);
        for (var frame = 0; frame < 19; frame++)
        {
            Assert.False(_schedule.IsDue(10, Start));
        }

        Assert.True(_schedule.IsDue(10, Start));
    }

    [Fact]
    public void Captured_BeginsBothCountsAnew()
    {
        Capture(Start);
        Assert.True(_schedule.IsDue(200, Start));
        Capture(Start.AddSeconds(9));

        Assert.False(_schedule.IsDue(199, Start.AddSeconds(18)));
        Assert.True(_schedule.IsDue(1, Start.AddSeconds(18)));
    }

    [Fact]
    public void Begin_MakesTheNextFrameDueOnce()
    {
        Capture(Start);
        _schedule.Begin();

        Assert.True(_schedule.IsDue(0, Start));
        Capture(Start);
        Assert.False(_schedule.IsDue(0, Start));
    }

    private void Capture(DateTimeOffset at)
    {
        Assert.True(_schedule.IsDue(200, at));
        _schedule.Captured(at);
    }
}
