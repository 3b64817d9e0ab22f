using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Tests.Webcast.Polling.Fakes;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class HybridSessionConnectorTests : IDisposable
{
    private static readonly TimeSpan Soonest = TimeSpan.FromSeconds(5);

    private readonly ArmedTime _time = new();
    private readonly RecordingListener _listener = new();
    private readonly RecordingLoggers _loggers = new();
    private readonly ScriptedConnector _socket = new();
    private readonly ScriptedFetcher _fetcher;
    private readonly HybridSessionConnector _hybrid;

    public HybridSessionConnectorTests()
    {
        _fetcher = new ScriptedFetcher(_time).Answers("c1", chats: 11);
        _hybrid = new HybridSessionConnector(
            _socket,
            new PollingSessionConnector(_fetcher, TimeSpan.FromHours(1), _listener, _time),
            new PollingOptions { UpgradeMinDelay = Soonest, UpgradeMaxDelay = TimeSpan.FromMinutes(2) },
            Wire.RoomId,
            _listener,
            _time,
            _loggers.CreateLogger("hybrid"));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _loggers.Dispose();

    [Fact]
    public async Task Connect_SocketWorks_NothingIsPolled()
    {
        var session = new ScriptedSession(_time);
        _socket.Opens(session);

        Assert.Same(session, (await _hybrid.ConnectAsync(ResumePoint.None, Token)).Session);
        Assert.Empty(_fetcher.Asked);
        Assert.DoesNotContain(_listener.Lines, line => line.StartsWith("transport", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Connect_SocketRefused_PollsAtOnceFromTheSameCursor_AndSaysSoOnce()
    {
        _socket.Refuses(CloseReason.DeviceBlocked, "why");
        var resume = new ResumePoint("c0", "e0");
        var refused = await _hybrid.ConnectAsync(resume, Token);
        Assert.Equal(CloseReason.DeviceBlocked, refused.Reason);
        Assert.True(_hybrid.GoesOnAtOnce(refused.Reason));

        await using var session = (await _hybrid.ConnectAsync(resume, Token)).Session;
        Assert.Equal([resume], _fetcher.Asked);
        Assert.Equal(1, _listener.Count("transport ToPolling DeviceBlocked"));
        Assert.Equal(1, _loggers.Count("FellBackToPolling"));
        Assert.Contains("in place of its socket: DeviceBlocked", _loggers.Text("FellBackToPolling"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_BothRefused_WaitsThenTriesTheSocketFirst()
    {
        _socket.Refuses(CloseReason.Network);
        var fetcher = new ScriptedFetcher(_time).Refuses(CloseReason.RateLimited);
        var hybrid = new HybridSessionConnector(
            _socket, new PollingSessionConnector(fetcher, Soonest, _listener, _time), new PollingOptions(), 1, _listener, _time, _loggers.CreateLogger("hybrid"));

        Assert.True(hybrid.GoesOnAtOnce((await hybrid.ConnectAsync(ResumePoint.None, Token)).Reason));
        Assert.False(hybrid.GoesOnAtOnce((await hybrid.ConnectAsync(ResumePoint.None, Token)).Reason));
        Assert.Equal(CloseReason.Network, (await hybrid.ConnectAsync(ResumePoint.None, Token)).Reason);
        Assert.Equal(2, _socket.Attempts);
        Assert.DoesNotContain(_listener.Lines, line => line.StartsWith("transport", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CloseReason.IdleTimeout)]
    [InlineData(CloseReason.CloseFrame)]
    public async Task GoesOnAtOnce_SocketStalledOrToldToClose_PollsNext(CloseReason reason)
    {
        await FallBackAsync(reason, new ScriptedSession(_time));

        Assert.Equal(1, _listener.Count($"transport ToPolling {reason}"));
    }

    [Fact]
    public async Task Upgrade_SocketBringsAFrame_PollingEndsAndThatSocketIsNext()
    {
        var works = new ScriptedSession(_time).Give(Wire.Heartbeat, Wire.Chats(2, 12));
        await using var polling = await FallBackAsync(CloseReason.IdleTimeout, works);
        var reading = polling.ReceiveAsync(Token).AsTask();
        await ElapseAsync(Soonest);
        Assert.Equal(CloseReason.Upgraded, (await reading.Soon()).ClosedBecause);
        await polling.DisposeAsync();
        Assert.True(_hybrid.GoesOnAtOnce(CloseReason.Upgraded));

        await using var session = (await _hybrid.ConnectAsync(new ResumePoint("c1", ""), Token)).Session!;
        using (var first = await session.ReceiveAsync(Token))
        {
            Assert.Equal(Wire.Heartbeat, first.Bytes.ToArray());
        }

        using (var second = await session.ReceiveAsync(Token))
        {
            Assert.Equal(Wire.Chats(2, 12), second.Bytes.ToArray());
        }

        session.Send(Wire.Ack(2));
        Assert.Single(works.Sent);
        Assert.Equal("c1", _socket.Resumes[^1].Cursor);
        Assert.Equal(1, _listener.Count("transport ToWebsocket Upgraded"));
        Assert.Equal(1, _loggers.Count("BackOnTheSocket"));
    }

    [Fact]
    public async Task Upgrade_SocketRefusedSilentOrClosing_GoesOnPollingWithGrowingPauses()
    {
        var silent = new ScriptedSession(_time).End(CloseReason.IdleTimeout);
        var closing = new ScriptedSession(_time).Give(Wire.Close());
        _socket.Opens(new ScriptedSession(_time)).Refuses(CloseReason.Forbidden).Opens(silent).Opens(closing).Opens(new ScriptedSession(_time));
        await using var polling = await OpenThenFallBackAsync(CloseReason.CloseFrame);
        await ElapseAsync(Soonest);
        await Waiting.UntilAsync(() => _listener.Count("refused True Forbidden") == 1);
        await ElapseAsync(Soonest * 2);
        await Waiting.UntilAsync(() => _listener.Count("refused True IdleTimeout") == 1);
        await ElapseAsync(Soonest * 4);
        await Waiting.UntilAsync(() => _listener.Count("refused True CloseFrame") == 1);

        Assert.True(silent.Disposed && closing.Disposed);
        Assert.Equal(4, _socket.Attempts);
        var reading = polling.ReceiveAsync(Token).AsTask();
        Assert.False(reading.IsCompleted);
        polling.Abort(CloseReason.Stopped);
        await reading.Soon();
    }

    [Fact]
    public async Task Dispose_WhileASocketIsTried_LetsGoOfIt()
    {
        var tried = new ScriptedSession(_time);
        var polling = await FallBackAsync(CloseReason.IdleTimeout, tried);
        await ElapseAsync(Soonest);
        await Waiting.UntilAsync(() => tried.Reads == 1);
        await polling.DisposeAsync().Soon();

        Assert.True(tried.Disposed);
        Assert.False(_hybrid.GoesOnAtOnce(CloseReason.RateLimited));
    }

    [Fact]
    public async Task LetGo_SocketThatNobodyTookUp_IsClosed()
    {
        var works = new ScriptedSession(_time).Give(Wire.Heartbeat);
        var polling = await FallBackAsync(CloseReason.IdleTimeout, works);
        await ElapseAsync(Soonest);
        var reading = polling.ReceiveAsync(Token).AsTask();
        await reading.Soon();
        await polling.DisposeAsync();
        await _hybrid.LetGoAsync();
        await _hybrid.LetGoAsync();

        Assert.True(works.Disposed);
    }

    [Fact]
    public async Task Upgrade_FaultOfOurs_EndsTheSessionAndComesOut()
    {
        _socket.Opens(new ScriptedSession(_time)).Throws(new InvalidOperationException("ours"));
        var polling = await OpenThenFallBackAsync(CloseReason.IdleTimeout);
        await ElapseAsync(Soonest);
        Assert.Equal(CloseReason.ConsumerFailed, (await polling.ReceiveAsync(Token).Soon()).ClosedBecause);

        await Assert.ThrowsAsync<InvalidOperationException>(() => polling.DisposeAsync().Soon());
    }

    private Task<ISession> FallBackAsync(CloseReason reason, ScriptedSession next)
    {
        _socket.Opens(new ScriptedSession(_time)).Opens(next);
        return OpenThenFallBackAsync(reason);
    }

    /// <summary>A socket is opened and ends, the room is polled, and the first answer has been read.</summary>
    private async Task<ISession> OpenThenFallBackAsync(CloseReason reason)
    {
        await (await _hybrid.ConnectAsync(ResumePoint.None, Token)).Session!.DisposeAsync();
        Assert.True(_hybrid.GoesOnAtOnce(reason));
        var polling = (await _hybrid.ConnectAsync(ResumePoint.None, Token)).Session!;
        using var first = await polling.ReceiveAsync(Token);
        Assert.False(first.IsClosed);
        return polling;
    }

    private Task ElapseAsync(TimeSpan time) => _time.AdvanceWhenArmedAsync(time, Token);
}
