using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class SessionDeadlinesTests
{
    [Fact]
    public void Next_NobodyReads_IsTheHeartbeat() => Assert.Equal(Seconds(10), Make().Next);

    [Fact]
    public void Next_ReadAfterALongPause_IsTheNextHeartbeatNotTheIdleTime()
    {
        var deadlines = Make();
        deadlines.TakeHeartbeat(Seconds(50));
        deadlines.BeginWait(Seconds(55));

        Assert.Equal(Seconds(60), deadlines.Next);
        Assert.Null(deadlines.Expired(Seconds(74.9)));
        Assert.Equal(CloseReason.IdleTimeout, deadlines.Expired(Seconds(75)));
    }

    [Fact]
    public void Next_MessageBegun_IsItsDeadlineWhenSooner()
    {
        var deadlines = new SessionDeadlines(Seconds(10), Seconds(2));
        deadlines.BeginWait(Seconds(1));
        deadlines.BeginMessage(Seconds(3));

        Assert.Equal(Seconds(5), deadlines.Next);
        Assert.Null(deadlines.Expired(Seconds(4.9)));
        Assert.Equal(CloseReason.MessageTimeout, deadlines.Expired(Seconds(5)));
    }

    [Fact]
    public void Expired_MessageBegun_SilenceNoLongerCounts()
    {
        var deadlines = Make();
        deadlines.BeginWait(TimeSpan.Zero);
        deadlines.BeginMessage(Seconds(19));

        Assert.Null(deadlines.Expired(Seconds(48.9)));
        Assert.Equal(CloseReason.MessageTimeout, deadlines.Expired(Seconds(49)));
    }

    [Fact]
    public void Expired_ReadEnded_Never()
    {
        var deadlines = Make();
        deadlines.BeginWait(TimeSpan.Zero);
        deadlines.EndRead();

        Assert.Null(deadlines.Expired(TimeSpan.FromDays(1)));
    }

    [Theory]
    [InlineData(9.9, false)]
    [InlineData(10, true)]
    [InlineData(35, true)]
    public void TakeHeartbeat_OnlyWhenDue(double at, bool due)
    {
        var deadlines = Make();

        Assert.Equal(due, deadlines.TakeHeartbeat(Seconds(at)));
        Assert.False(deadlines.TakeHeartbeat(Seconds(at)) && due);
        Assert.Equal(due ? Seconds(at + 10) : Seconds(10), deadlines.Next);
    }

    [Fact]
    public void SetInterval_MovesHeartbeatAndIdle()
    {
        var deadlines = Make();
        deadlines.BeginWait(Seconds(1));
        deadlines.SetInterval(Seconds(3));

        Assert.Equal(Seconds(3), deadlines.Next);
        Assert.Equal(CloseReason.IdleTimeout, deadlines.Expired(Seconds(7)));
    }

    private static SessionDeadlines Make() => new(Seconds(10), Seconds(30));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
