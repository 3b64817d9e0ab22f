using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

/// <summary>F20: the wall clock is set while a session is open.</summary>
public sealed class F20SessionClockTests
{
    private const int Hour = 3600;

    private readonly SkewedTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    [InlineData(-5)]
    public async Task F20_Heartbeats_StaySteady(int seconds)
    {
        await using var pair = new SessionPair(clock: _time);
        for (var i = 2; i < 12; i++)
        {
            _time.Skew = i < 6 ? TimeSpan.Zero : TimeSpan.FromSeconds(seconds);
            _time.Advance(SessionPair.Interval - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i - 1, pair.Listener.Count("heartbeat"));
            _time.Advance(TimeSpan.FromMilliseconds(1));
            Assert.Equal(i, pair.Listener.Count("heartbeat"));
            Assert.NotNull(await pair.AtServerAsync());
        }
    }

    [Theory]
    [InlineData(Hour)]
    [InlineData(-Hour)]
    [InlineData(-5)]
    public async Task F20_IdleWatchdog_CountsTimeAndNotTheClock(int seconds)
    {
        await using var pair = new SessionPair(clock: _time);
        var receiving = pair.Session.ReceiveAsync(Token).Soon();
        _time.Advance(SessionPair.Interval);
        _time.Skew = TimeSpan.FromSeconds(seconds);
        _time.Advance(SessionPair.Interval - TimeSpan.FromMilliseconds(1));
        Assert.False(receiving.IsCompleted);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        using var message = await receiving;
        Assert.Equal(CloseReason.IdleTimeout, message.ClosedBecause);
    }
}
