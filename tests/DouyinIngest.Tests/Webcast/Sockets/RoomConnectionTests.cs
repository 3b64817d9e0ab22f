using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class RoomConnectionTests
{
    private readonly ArmedTime _time = new();
    private readonly RecordingListener _listener = new();
    private readonly ScriptedConnector _connector = new();
    private readonly Reader _reader = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(CloseReason.BroadcastEnded)]
    [InlineData(CloseReason.RoomNotFound)]
    [InlineData(CloseReason.RoomOffline)]
    [InlineData(CloseReason.Stopped)]
    public async Task Run_TerminalRefusal_IsNotRetried(CloseReason reason)
    {
        _connector.Refuses(reason, "why");
        var connection = Make();

        Assert.Equal(reason, await connection.RunAsync(Token).Soon());
        Assert.Equal(1, _connector.Attempts);
        Assert.Equal((ConnectionState.Closed, reason, "why"), (connection.State, connection.LastReason, connection.LastDetail));
        Assert.Equal(["connecting False", $"refused False {reason}"], _listener.Lines);
    }

    [Fact]
    public async Task Run_BroadcastEndsWhileStreaming_Ends()
    {
        var session = new ScriptedSession(_time).End(CloseReason.BroadcastEnded);
        _connector.Opens(session);

        Assert.Equal(CloseReason.BroadcastEnded, await Make().RunAsync(Token).Soon());
        Assert.True(session.Disposed);
        Assert.Equal(["connecting False", "connected False", "disconnected BroadcastEnded"], _listener.Lines);
    }

    [Fact]
    public async Task Run_FailuresWithoutAFirstFrame_KeepClimbingUntilThePolicyGivesUp()
    {
        // A connect that is dropped at once is a failure like a refusal.
        _connector.Refuses(CloseReason.Network).Opens(new ScriptedSession(_time).End(CloseReason.RemoteClosed)).Refuses(CloseReason.Tls);
        var connection = Make(maxRetries: 3);
        var running = connection.RunAsync(Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);

        Assert.Equal(CloseReason.Tls, await running.Soon());
        Assert.Equal(3, _connector.Attempts);
        string[] waits = [.. _listener.Lines.Where(l => l.StartsWith("backing", StringComparison.Ordinal))];
        Assert.Equal(["backing off Network 1 5", "backing off RemoteClosed 2 5"], waits);
    }

    [Fact]
    public async Task Run_FirstFrame_ResetsTheFailures()
    {
        _connector
            .Refuses(CloseReason.Network)
            .Refuses(CloseReason.Network)
            .Opens(new ScriptedSession(_time).Give([1]).End(CloseReason.RemoteClosed))
            .Refuses(CloseReason.RoomOffline);
        var connection = Make(maxRetries: 3);
        var running = connection.RunAsync(Token);
        for (var i = 0; i < 3; i++)
        {
            await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        }

        Assert.Equal(CloseReason.RoomOffline, await running.Soon());
        Assert.Equal(1, _listener.Count("backing off RemoteClosed 1 5"));
        Assert.Equal(0, connection.Reconnects);
    }

    [Fact]
    public async Task Run_Reconnect_AsksTheReaderWhereToGoOn()
    {
        _connector
            .Opens(new ScriptedSession(_time).Give([1]).End(CloseReason.RemoteClosed))
            .Opens(new ScriptedSession(_time).End(CloseReason.BroadcastEnded));
        var connection = Make();
        var running = connection.RunAsync(Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await running.Soon();

        Assert.Equal([ResumePoint.None, new ResumePoint("c1", "x")], _connector.Resumes);
        Assert.Equal(1, connection.Reconnects);
        Assert.Equal(1, _listener.Count("connected True"));
    }

    [Fact]
    public async Task Run_StoppedWhileConnecting_GivesStopped()
    {
        _connector.Hangs();
        await StopsAsync(ConnectionState.Connecting);
    }

    [Fact]
    public async Task Run_StoppedWhileStreaming_GivesStoppedAndDisposesTheSession()
    {
        var session = new ScriptedSession(_time);
        _connector.Opens(session);
        await StopsAsync(ConnectionState.Streaming);
        Assert.True(session.Disposed);
        Assert.Equal(1, _listener.Count("disconnected Stopped"));
    }

    [Fact]
    public async Task Run_StoppedWhileBackingOff_GivesStopped()
    {
        _connector.Refuses(CloseReason.Network);
        await StopsAsync(ConnectionState.BackingOff);
    }

    [Fact]
    public async Task Run_ReaderThrows_ComesOutAndTheSessionIsClosed()
    {
        var session = new ScriptedSession(_time).Give([0]);
        _connector.Opens(session);
        var connection = Make();

        await Assert.ThrowsAsync<FormatException>(() => connection.RunAsync(Token).Soon());
        Assert.True(session.Disposed);
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(1, _listener.Count("disconnected ConsumerFailed"));
    }

    [Fact]
    public async Task Run_ConnectorGoesAnotherWay_GoesOnAtOnceAndCountsNoFailure()
    {
        var streamed = new ScriptedSession(_time).Give([1]).End(CloseReason.CloseFrame);
        _connector.Refuses(CloseReason.DeviceBlocked).Opens(streamed).Refuses(CloseReason.Network).Refuses(CloseReason.RoomOffline);
        _connector.AtOnce = reason => reason is CloseReason.DeviceBlocked or CloseReason.CloseFrame;
        var running = Make().RunAsync(Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);

        Assert.Equal(CloseReason.RoomOffline, await running.Soon());
        Assert.Equal(["backing off Network 1 5"], _listener.Lines.Where(l => l.StartsWith("backing", StringComparison.Ordinal)));
        Assert.Equal(new ResumePoint("c1", "x"), _connector.Resumes[2]);
        Assert.Equal(1, _connector.LetGo);
    }

    [Fact]
    public async Task Run_StoppedWhileItGoesOnAtOnce_Ends()
    {
        using var stop = new CancellationTokenSource();
        _connector.Refuses(CloseReason.Network);
        _connector.AtOnce = _ =>
        {
            stop.Cancel();
            return true;
        };

        Assert.Equal(CloseReason.Stopped, await Make().RunAsync(stop.Token).Soon());
    }

    [Fact]
    public async Task Run_Again_IsRefused()
    {
        _connector.Refuses(CloseReason.RoomOffline);
        var connection = Make();
        await connection.RunAsync(Token).Soon();

        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.RunAsync(Token));
    }

    [Theory]
    [InlineData(ConnectionState.Idle, "Connecting,Closed")]
    [InlineData(ConnectionState.Connecting, "Streaming,BackingOff,Closed")]
    [InlineData(ConnectionState.Streaming, "Connecting,BackingOff,Closed")]
    [InlineData(ConnectionState.BackingOff, "Connecting,Closed")]
    [InlineData(ConnectionState.Closed, "")]
    public void Moves_Table(ConnectionState from, string allowed)
        => Assert.Equal(allowed, string.Join(',', Enum.GetValues<ConnectionState>().Where(to => ConnectionMoves.Allowed(from, to))));

    private async Task StopsAsync(ConnectionState during)
    {
        using var stop = new CancellationTokenSource();
        var connection = Make();
        var running = connection.RunAsync(stop.Token);
        await Waiting.UntilAsync(() => connection.State == during);
        await stop.CancelAsync();

        Assert.Equal(CloseReason.Stopped, await running.Soon());
        Assert.Equal((ConnectionState.Closed, CloseReason.Stopped), (connection.State, connection.LastReason));
    }

    private RoomConnection Make(int maxRetries = 5)
        => new(_connector, _reader, new FixedDelayPolicy(maxRetries, TimeSpan.FromSeconds(5)), _listener, _time, NullLogger.Instance);

    /// <summary>Takes each frame as proof of life; a frame of one zero makes it throw.</summary>
    private sealed class Reader : ISessionReader
    {
        public ResumePoint Resume { get; private set; } = ResumePoint.None;

        public async Task<CloseReason> ReadAsync(ISession session, Action proveAlive, CancellationToken stoppingToken)
        {
            while (true)
            {
                using var message = await session.ReceiveAsync(stoppingToken);
                if (message.IsClosed)
                {
                    return message.ClosedBecause;
                }

                if (message.Bytes[0] == 0)
                {
                    throw new FormatException("a bug");
                }

                Resume = new ResumePoint("c1", "x");
                proveAlive();
            }
        }
    }
}
