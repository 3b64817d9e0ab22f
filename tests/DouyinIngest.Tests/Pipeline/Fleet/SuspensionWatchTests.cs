using DouyinIngest.Pipeline.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class SuspensionWatchTests : IDisposable
{
    private readonly FrozenTime _time = new();
    private readonly SuspensionWatch _watch;
    private int _told;

    public SuspensionWatchTests() => _watch = new SuspensionWatch(_time, () => _told++);

    [Fact]
    public void Ticks_OnTime_SayNothing()
    {
        for (var i = 0; i < 100; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        Assert.True(_watch.IsAwake);
        Assert.Equal((0, 0), (_told, _watch.Generation));
    }

    [Fact]
    public void S8_StoppedIsSilent_BeforeTheNextTickToo()
    {
        _time.Sleep(TimeSpan.FromSeconds(2.1));
        Assert.False(_watch.IsAwake);
        Assert.Equal(0, _told);
    }

    [Fact]
    public void Tick_AfterAStop_CountsItAndTells()
    {
        _time.Sleep(TimeSpan.FromSeconds(30));
        _time.Wake();
        Assert.True(_watch.IsAwake);
        Assert.Equal((1, 1), (_told, _watch.Generation));
    }

    [Fact]
    public void Tick_AfterAShortStop_SaysNothing()
    {
        _time.Sleep(TimeSpan.FromSeconds(1.9));
        Assert.True(_watch.IsAwake);
        _time.Wake();
        Assert.Equal(0, _told);
    }

    [Fact]
    public void Tick_AfterAMachineWasPaused_IsToldByTheWallClock()
    {
        _time.SetWallAhead(TimeSpan.FromMinutes(1));
        Assert.False(_watch.IsAwake);
        _time.Wake();
        Assert.Equal(1, _told);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(-3600)]
    public void Tick_WallClockSetBack_SaysNothing(int seconds)
    {
        _time.SetWallAhead(TimeSpan.FromSeconds(seconds));
        Assert.True(_watch.IsAwake);
        _time.Wake();
        Assert.Equal(0, _told);
    }

    public void Dispose() => _watch.Dispose();

    /// <summary>Clocks that can run on while no timer fires.</summary>
    private sealed class FrozenTime : TimeProvider
    {
        private readonly FakeTimeProvider _timers = new(DateTimeOffset.UnixEpoch.AddYears(56));
        private TimeSpan _slept;
        private TimeSpan _wallAhead;

        public override long TimestampFrequency => _timers.TimestampFrequency;

        public override long GetTimestamp() => _timers.GetTimestamp() + (long)(_slept.TotalSeconds * TimestampFrequency);

        public override DateTimeOffset GetUtcNow() => _timers.GetUtcNow() + _slept + _wallAhead;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _timers.CreateTimer(callback, state, dueTime, period);

        public void Advance(TimeSpan by) => _timers.Advance(by);

        public void Sleep(TimeSpan by) => _slept += by;

        public void SetWallAhead(TimeSpan by) => _wallAhead = by;

        public void Wake() => _timers.Advance(TimeSpan.FromMilliseconds(100));
    }
}
