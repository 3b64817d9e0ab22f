using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Diagnosis;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Diagnosis;

public sealed class SessionWatchTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly ArmedTime _time = new();

    [Fact]
    public async Task Look_HeartbeatAndFrame_EndsWithBoth()
    {
        var frame = Connector.Frames.Chats(1, "c", 1, 2, 3);
        var session = new ScriptedSession(_time).Give(Connector.Frames.OfType("hb"), Connector.Frames.OfType("reconnect"), frame, Connector.Frames.Chats(2, "c", 4));

        var sight = await LookAsync(session).Soon();

        Assert.Equal((true, true, 3, frame.Length), (sight.HeartbeatAfter is not null, sight.FrameAfter is not null, sight.Messages, sight.Bytes));
        Assert.Equal((DropReason.None, null), (sight.Unreadable, sight.Closed));
        Assert.Empty(session.Sent);
    }

    [Fact]
    public async Task Look_FramesWithoutHeartbeat_KeepsTheFirstAndWaitsItsTime()
    {
        var session = new ScriptedSession(_time).Give(Connector.Frames.Chats(1, "c", 1), Connector.Frames.Chats(2, "c", 2, 3));
        var look = LookAsync(session);
        await Waiting.UntilAsync(() => session.Reads == 3);

        _time.Advance(Wait - TimeSpan.FromMilliseconds(1));
        Assert.False(look.IsCompleted);
        _time.Advance(TimeSpan.FromMilliseconds(1));

        var sight = await look.Soon();
        Assert.Equal((null, 1, null), (sight.HeartbeatAfter, sight.Messages, sight.Closed));
    }

    [Fact]
    public async Task Look_Unreadable_SaysWhy()
    {
        Assert.Equal(DropReason.BadCompression, (await LookAsync(new ScriptedSession(_time).Give(Connector.Frames.OfType("hb"), Connector.Frames.Broken(1))).Soon()).Unreadable);
        Assert.Equal(DropReason.BadEnvelope, (await LookAsync(new ScriptedSession(_time).Give(Connector.Frames.OfType("hb"), [0xff, 0xff, 0xff])).Soon()).Unreadable);
    }

    [Fact]
    public async Task Look_Ended_SaysHow()
    {
        Assert.Equal(CloseReason.RemoteClosed, (await LookAsync(new ScriptedSession(_time).Give(Connector.Frames.OfType("hb")).End(CloseReason.RemoteClosed)).Soon()).Closed);
        Assert.Equal(CloseReason.CloseFrame, (await LookAsync(new ScriptedSession(_time).Give(Connector.Frames.OfType("close"))).Soon()).Closed);
    }

    [Fact]
    public async Task Look_ToldToStop_Throws()
    {
        using var stop = new CancellationTokenSource();
        var look = SessionWatch.LookAsync(new ScriptedSession(_time), Wait, _time, stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => look.Soon());
    }

    private Task<SessionSight> LookAsync(ScriptedSession session) => SessionWatch.LookAsync(session, Wait, _time, TestContext.Current.CancellationToken);
}
