using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Connector;

public sealed class LiveRoomConnectorTests
{
    private const string RoomId = "7300000000000000001";
    private readonly ArmedTime _time = new();
    private readonly ScriptedConnector _far = new();
    private readonly Rooms _rooms = new();
    private readonly List<LiveRoomError> _errors = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Connect_RoomId_IsTakenAsItIs()
    {
        _far.Opens(new ScriptedSession(_time));
        await using var room = Make();
        await room.ConnectAsync(Token).Soon();

        Assert.Equal(("", 7_300_000_000_000_000_001), _far.MadeFor);
        Assert.Equal(ConnectionState.Streaming, room.State);
        Assert.Equal(0, _rooms.Asked);
    }

    [Fact]
    public async Task Connect_LiveUrl_IsResolved()
    {
        _rooms.Answer = new RoomInfoResult(new RoomCard { LiveId = "732001", RoomId = 42, Status = RoomStatus.Live }, default, "");
        _far.Opens(new ScriptedSession(_time));
        await using var room = Make("https://live.douyin.com/732001");
        await room.ConnectAsync(Token).Soon();

        Assert.Equal(("732001", 42), _far.MadeFor);
    }

    [Theory]
    [InlineData(false, CloseReason.RoomNotFound, CloseReason.RoomNotFound)]
    [InlineData(false, CloseReason.DeviceBlocked, CloseReason.DeviceBlocked)]
    [InlineData(true, CloseReason.Stopped, CloseReason.RoomOffline)]
    public async Task Connect_RoomNotToBeHad_ThrowsWithReasonAndRemedy(bool card, CloseReason refusal, CloseReason expected)
    {
        _rooms.Answer = new RoomInfoResult(card ? new RoomCard { LiveId = "732001", Status = RoomStatus.Ended } : null, refusal, "what came");
        await using var room = Make("732001");

        var error = await Assert.ThrowsAsync<LiveRoomException>(() => room.ConnectAsync(Token).Soon());

        Assert.Equal((expected, LiveRoomRemedies.For(expected)), (error.Reason, error.Remedy));
        Assert.Contains(error.Remedy, error.Message, StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Idle, room.State);
    }

    [Fact]
    public async Task Connect_EveryAttemptFails_CountsThemAndRaisesTheLast()
    {
        _far.Refuses(CloseReason.DeviceBlocked, "HTTP 200");
        await using var room = Make();
        var connecting = room.ConnectAsync(Token);
        for (var i = 0; i < 4; i++)
        {
            await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        }

        var error = await Assert.ThrowsAsync<LiveRoomException>(() => connecting.Soon());
        Assert.Equal(CloseReason.DeviceBlocked, error.Reason);
        Assert.Equal(5, _far.Attempts);
        string[] failures = [.. _errors.Where(e => !e.Final).Select(e => e.Message)];
        Assert.Equal([.. Enumerable.Range(1, 5).Select(n => $"failed ({n}/5): DeviceBlocked, the upstream blocked this device (HTTP 200)")], failures);
        Assert.Equal(CloseReason.DeviceBlocked, Assert.Single(_errors, e => e.Final).Reason);
        await Assert.ThrowsAsync<LiveRoomException>(() => room.Completion.Soon());
        await Assert.ThrowsAsync<LiveRoomException>(async () => await room.ReadEventsAsync(Token).GetAsyncEnumerator(Token).MoveNextAsync());
        Assert.Equal(5, room.GetStats().ConnectFailures);
    }

    [Fact]
    public async Task Retries_AfterAFirstFrame_CountAnew()
    {
        _far.Refuses(CloseReason.Network)
            .Opens(new ScriptedSession(_time).Give(Frames.Chats(1, "c1", 11)).End(CloseReason.RemoteClosed))
            .Refuses(CloseReason.RoomNotFound);
        await using var room = Make();
        room.OnChat(_ => { });
        var connecting = room.ConnectAsync(Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await connecting.Soon();
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await Assert.ThrowsAsync<LiveRoomException>(() => room.Completion.Soon());

        string[] failures = [.. _errors.Where(e => !e.Final).Select(e => e.Message)];
        Assert.Equal(["failed (1/5): Network, the upstream cannot be reached", "failed (1/5): RemoteClosed, the upstream closed the connection"], failures);
    }

    [Fact]
    public async Task Read_AcksAFrameWhenTheEventAfterItsLastIsAskedFor()
    {
        var session = new ScriptedSession(_time).Give(Frames.Chats(7, "c7", 1, 2), Frames.Chats(8, "c8", 3));
        _far.Opens(session);
        await using var room = Make();
        await room.ConnectAsync(Token).Soon();
        await using var events = room.ReadEventsAsync(Token).GetAsyncEnumerator(Token);

        Assert.True(await events.MoveNextAsync().Soon());
        Assert.True(await events.MoveNextAsync().Soon());
        Assert.Equal("line 2", Assert.IsType<ChatEvent>(events.Current).Content);
        Assert.Empty(session.Sent);
        Assert.True(await events.MoveNextAsync().Soon());
        Assert.Equal("line 3", Assert.IsType<ChatEvent>(events.Current).Content);

        var ack = Frames.Ack(Assert.Single(session.Sent));
        Assert.Equal((7UL, "ack", "ext-c7"), (ack.LogId, ack.PayloadType, ack.Payload.ToStringUtf8()));
        Assert.Equal(3, room.GetStats().Chat);
    }

    [Fact]
    public async Task Read_LeftAndTakenUpAgain_LosesNothing()
    {
        _far.Opens(new ScriptedSession(_time).Give(Frames.Chats(1, "c1", 1, 2, 3), Frames.Ended(2)));
        await using var room = Make();
        await room.ConnectAsync(Token).Soon();
        var seen = new List<string>();
        await foreach (var e in room.ReadEventsAsync(Token))
        {
            seen.Add(e.EventId);
            break;
        }

        await foreach (var e in room.ReadEventsAsync(Token))
        {
            seen.Add(e.EventId);
        }

        Assert.Equal([$"{RoomId}-1", $"{RoomId}-2", $"{RoomId}-3"], seen[..3]);
        await room.Completion.Soon(); // the broadcast ended: no error
        Assert.Empty(_errors);
    }

    [Fact]
    public async Task Read_TwoAtOnce_IsRefused()
    {
        _far.Opens(new ScriptedSession(_time));
        await using var room = Make();
        await room.ConnectAsync(Token).Soon();
        await using var one = room.ReadEventsAsync(Token).GetAsyncEnumerator(Token);
        var pending = one.MoveNextAsync();
        await using var two = room.ReadEventsAsync(Token).GetAsyncEnumerator(Token);

        await Assert.ThrowsAsync<InvalidOperationException>(async () => await two.MoveNextAsync());
        await room.DisconnectAsync().Soon();
        Assert.False(await pending.Soon());
    }

    [Fact]
    public async Task Callback_AckFollowsItsReturn()
    {
        var session = new ScriptedSession(_time).Give(Frames.Chats(7, "c7", 1), Frames.Chats(8, "c8", 2));
        _far.Opens(session);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var called = 0;
        await using var room = Make();
        room.OnChat(async _ =>
        {
            Interlocked.Increment(ref called);
            await gate.Task.Soon();
        });
        await room.ConnectAsync(Token).Soon();
        await Waiting.UntilAsync(() => Volatile.Read(ref called) == 1);
        await Waiting.UntilAsync(() => session.Reads == 3); // the next frame is read meanwhile
        Assert.Empty(session.Sent);

        gate.SetResult();
        await Waiting.UntilAsync(() => session.Sent.Count == 2);
        Assert.Equal([7UL, 8UL], session.Sent.Select(s => Frames.Ack(s).LogId));
    }

    [Fact]
    public async Task Callback_Slow_HeartbeatGoesOn()
    {
        await using var pair = new Sockets.SessionPair();
        await pair.ServerSendsAsync(Frames.Chats(7, "c7", 1));
        _far.Opens(pair.Session);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var called = false;
        await using (var room = Make())
        {
            room.OnChat(async _ =>
            {
                Volatile.Write(ref called, true);
                await gate.Task.Soon();
            });
            await room.ConnectAsync(Token).Soon();
            await Waiting.UntilAsync(() => Volatile.Read(ref called));
            pair.Time.Advance(TimeSpan.FromSeconds(10));
            await Waiting.UntilAsync(() => pair.Listener.Count("heartbeat") == 2);
            Assert.Equal(ConnectionState.Streaming, room.State);
            gate.SetResult();
            pair.Server.Abort();
        }
    }

    [Fact]
    public async Task Callback_Throws_EndsTheConnectorUnacked()
    {
        var session = new ScriptedSession(_time).Give(Frames.Chats(7, "c7", 1));
        _far.Opens(session);
        await using var room = Make();
        room.OnChat((Action<ChatEvent>)(_ => throw new FormatException("theirs")));
        await room.ConnectAsync(Token).Soon();

        var error = await Assert.ThrowsAsync<LiveRoomException>(() => room.Completion.Soon());
        Assert.Equal(CloseReason.ConsumerFailed, error.Reason);
        Assert.IsType<FormatException>(error.InnerException);
        Assert.Empty(session.Sent);
    }

    [Fact]
    public async Task Reconnect_GoesOnFromTheLastConsumedFramesHeader()
    {
        _far.Opens(new ScriptedSession(_time).Give(Frames.Chats(1, "c1", 1), Frames.Chats(2, "c2", 2)).End(CloseReason.RemoteClosed))
            .Opens(new ScriptedSession(_time).Give(Frames.Chats(1, "c3", 2, 3)).End(CloseReason.BroadcastEnded));
        var seen = new List<string>();
        await using var room = Make();
        room.OnChat(e => seen.Add(e.Content));
        await room.ConnectAsync(Token).Soon();
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await room.Completion.Soon();

        Assert.Equal([ResumePoint.None, new ResumePoint("c2", "ext-c2")], _far.Resumes);
        Assert.Equal(["line 1", "line 2", "line 3"], seen);
        Assert.Equal((1, 1), (room.GetStats().Reconnects, room.GetStats().Duplicates));
    }

    [Fact]
    public async Task Unreadable_ThirdTimeAtOneCursor_IsAGapAndSkipped()
    {
        ScriptedSession Bad() => new ScriptedSession(_time).Give(Frames.Broken(5));
        var last = Bad().Give(Frames.Chats(6, "c6", 6)).End(CloseReason.BroadcastEnded);
        _far.Opens(Bad()).Opens(Bad()).Opens(last);
        var seen = new List<string>();
        await using var room = Make();
        room.OnChat(e => seen.Add(e.Content));
        await room.ConnectAsync(Token).Soon();
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await room.Completion.Soon();

        Assert.Equal(["line 6"], seen);
        Assert.Equal((1, 3), (room.GetStats().Gaps, room.GetStats().Drops[DropReason.BadCompression]));
        Assert.Single(_errors, e => e.Message.Contains("skipped", StringComparison.Ordinal));
        Assert.Equal([5UL, 6UL], last.Sent.Select(s => Frames.Ack(s).LogId));
    }

    [Fact]
    public async Task CloseFrame_ReconnectsAndHeartbeatAndUnknownAreNothing()
    {
        _far.Opens(new ScriptedSession(_time).Give(Frames.OfType("hb"), Frames.OfType("subscribe_ack"), Frames.OfType("close")))
            .Opens(new ScriptedSession(_time).End(CloseReason.BroadcastEnded));
        await using var room = Make();
        room.OnChat(_ => { });
        await room.ConnectAsync(Token).Soon();
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await room.Completion.Soon();

        Assert.Equal("failed (1/5): CloseFrame, the upstream told us to close", Assert.Single(_errors).Message);
        Assert.Equal(1, room.GetStats().Drops[DropReason.UnknownPayloadType]);
    }

    [Fact]
    public async Task HeartbeatInterval_ChangedWhileRunning_ReachesTheSession()
    {
        var session = new ScriptedSession(_time);
        _far.Opens(session);
        await using var room = Make();
        await room.ConnectAsync(Token).Soon();
        Assert.Equal(TimeSpan.FromSeconds(10), session.HeartbeatInterval);

        room.HeartbeatInterval = TimeSpan.FromSeconds(5);
        Assert.Equal(TimeSpan.FromSeconds(5), session.HeartbeatInterval);
        Assert.Throws<ArgumentOutOfRangeException>(() => room.HeartbeatInterval = TimeSpan.Zero);
    }

    [Fact]
    public async Task Disconnect_EndsEverythingQuietly()
    {
        var session = new ScriptedSession(_time);
        _far.Opens(session);
        var room = Make();
        await room.ConnectAsync(Token).Soon();
        await room.DisconnectAsync().Soon();
        await room.DisconnectAsync().Soon();
        await room.DisposeAsync();
        await room.DisposeAsync();

        Assert.True(session.Disposed);
        Assert.True(room.Completion.IsCompletedSuccessfully);
        Assert.Empty(_errors);
        Assert.Equal(ConnectionState.Closed, room.State);
        await Assert.ThrowsAsync<InvalidOperationException>(() => room.ConnectAsync(Token));
    }

    [Fact]
    public async Task Connect_Cancelled_StopsTrying()
    {
        _far.Hangs();
        await using var room = Make();
        using var cancel = new CancellationTokenSource();
        var connecting = room.ConnectAsync(cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting.Soon());
        Assert.Equal(ConnectionState.Closed, room.State);
    }

    [Theory]
    [InlineData(0, 5, 10)]
    [InlineData(5, -1, 10)]
    [InlineData(5, 5, 0)]
    public void Options_OutOfRange_AreRefused(int retries, int delay, int heartbeat)
        => Assert.Throws<ArgumentException>(() => new LiveRoomConnector(
            RoomId,
            new LiveRoomOptions { MaxRetries = retries, RetryDelay = TimeSpan.FromSeconds(delay), HeartbeatInterval = TimeSpan.FromSeconds(heartbeat) }));

    [Fact]
    public async Task Options_Defaults_BuildTheRealParts()
    {
        var options = new LiveRoomOptions();
        Assert.Equal((10, 5, 5), ((int)options.HeartbeatInterval.TotalSeconds, options.MaxRetries, (int)options.RetryDelay.TotalSeconds));
        await using var room = new LiveRoomConnector("https://live.douyin.com/732001", options);
        Assert.Equal(ConnectionState.Idle, room.State);
    }

    private LiveRoomConnector Make(string text = RoomId)
        => new LiveRoomConnector(text, new LiveRoomOptions { TimeProvider = _time }, _ => new LiveRoomServices(_rooms, _far)).OnError(_errors.Add);

    private sealed class Rooms : IRoomInfoClient
    {
        public RoomInfoResult Answer { get; set; } = new(null, CloseReason.RoomNotFound, "");

        public int Asked { get; private set; }

        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
        {
            Asked++;
            return Task.FromResult(Answer);
        }
    }
}
