using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Connector;

/// <summary>Between the socket and the callbacks: what is acknowledged when, what waits, and how it ends.</summary>
public sealed class LiveRoomQueueTests
{
    private readonly ArmedTime _time = new();
    private readonly ScriptedConnector _far = new();
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _seen = [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Full_SocketIsNotReadAndNothingIsLost()
    {
        var session = Session(Frames.Chats(1, "c1", 1), Frames.Chats(2, "c2", 2), Frames.Chats(3, "c3", 3), Frames.Chats(4, "c4", 4));
        await using var room = await ConnectAsync(new EventQueueOptions { Capacity = 1 });
        await Waiting.UntilAsync(() => session.Reads == 3); // one is consumed, one waits, one has no place

        Assert.Equal((1, 0L), (room.GetStats().Queue.Depth, room.GetStats().Queue.Dropped));
        Assert.Empty(session.Sent);
        _gate.SetResult();
        await Waiting.UntilAsync(() => session.Sent.Count == 4);
        Assert.Equal(["line 1", "line 2", "line 3", "line 4"], _seen);
        Assert.Equal([1UL, 2UL, 3UL, 4UL], Acked(session));
    }

    [Fact]
    public async Task Full_NamedKindsAreDroppedAndAckedWhileTheRestWaits()
    {
        var session = Session(Frames.Chats(1, "c1", 1), Frames.Likes(2, "c2", 2), Frames.Likes(3, "c3", 3), Frames.Chats(4, "c4", 4));
        await using var room = await ConnectAsync(new EventQueueOptions { Capacity = 1, DropOldest = [EventKind.Like] });
        await Waiting.UntilAsync(() => session.Sent.Count == 2);

        Assert.Equal([2UL, 3UL], Acked(session));
        Assert.Equal((2L, 0L), (room.GetStats().Queue.DroppedByKind[EventKind.Like], room.GetStats().Queue.DroppedByKind[EventKind.Chat]));
        _gate.SetResult();
        await Waiting.UntilAsync(() => session.Sent.Count == 4);
        Assert.Equal(["line 1", "line 4"], _seen);
    }

    [Fact]
    public async Task FrameSentAgainWhileItsEventsWait_IsAckedBehindThem()
    {
        var session = Session(Frames.Chats(1, "c1", 1), Frames.Chats(9, "c1", 1));
        await using var room = await ConnectAsync();
        await Waiting.UntilAsync(() => session.Reads == 3);
        Assert.Empty(session.Sent);
        Assert.Equal(1, room.GetStats().Duplicates);

        _gate.SetResult();
        await Waiting.UntilAsync(() => session.Sent.Count == 2);
        Assert.Equal([1UL, 9UL], Acked(session));
        Assert.Equal(["line 1"], _seen);
    }

    [Fact]
    public async Task Reconnect_WhileEventsWait_GoesOnBehindThem()
    {
        Session(Frames.Chats(1, "c1", 1), Frames.Chats(2, "c2", 2)).End(CloseReason.RemoteClosed);
        Session(Frames.Chats(3, "c3", 3)).End(CloseReason.BroadcastEnded);
        await using var room = await ConnectAsync();
        await _time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), Token);
        await Waiting.UntilAsync(() => _far.Attempts == 2);
        Assert.Equal(new ResumePoint("c2", "ext-c2"), _far.Resumes[1]);

        _gate.SetResult();
        await room.Completion.Soon();
        Assert.Equal(["line 1", "line 2", "line 3"], _seen);
    }

    [Fact]
    public async Task BroadcastEnded_WhatWasReadIsDeliveredAndAckedFirst()
    {
        var session = Session(Frames.Chats(1, "c1", 1, 2), Frames.Ended(2));
        await using var room = await ConnectAsync();
        await Waiting.UntilAsync(() => session.Reads == 2);
        Assert.False(room.Completion.IsCompleted);
        Assert.False(session.Disposed);

        _gate.SetResult();
        await room.Completion.Soon();
        Assert.Equal(["line 1", "line 2"], _seen);
        Assert.Equal([1UL, 2UL], Acked(session));
    }

    [Fact]
    public async Task Disconnect_WithinACallback_EndsWithoutWaitingForItself()
    {
        var session = Session(Frames.Chats(1, "c1", 1, 2));
        await using var room = Make();
        room.OnChat(async chat =>
        {
            _seen.Add(chat.Content);
            await room.DisconnectAsync();
        });
        await room.ConnectAsync(Token).Soon();

        await room.Completion.Soon();
        Assert.Equal(["line 1"], _seen); // no more events, and a frame that was not consumed whole is not acknowledged
        Assert.Empty(session.Sent);
        Assert.Equal(ConnectionState.Closed, room.State);
    }

    [Fact]
    public async Task Disconnect_FromWhatACallbackStarted_WaitsForTheEnd()
    {
        var session = Session(Frames.Chats(1, "c1", 1));
        await using var room = Make();
        Task? stopping = null;
        room.OnChat(_ =>
        {
            stopping = Task.Run(async () =>
            {
                await _gate.Task.Soon();
                await room.DisconnectAsync();
                Assert.True(session.Disposed);
            });
        });
        await room.ConnectAsync(Token).Soon();
        await Waiting.UntilAsync(() => session.Sent.Count == 1);
        _gate.SetResult();
        await room.Completion.Soon();
        await stopping!.Soon();
    }

    [Fact]
    public async Task Dispose_WithinACallback_LetsGoAfterwards()
    {
        Session(Frames.Chats(1, "c1", 1));
        var room = Make();
        room.OnChat(async _ => await room.DisposeAsync());
        await room.ConnectAsync(Token).Soon();
        await room.Completion.Soon();
    }

    [Fact]
    public async Task Stats_TellTheLatency()
    {
        _time.SetUtcNow(DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_000 + 40));
        var session = Session(Frames.Chats(1, "c1", 1));
        _gate.SetResult();
        await using var room = await ConnectAsync();
        await Waiting.UntilAsync(() => session.Sent.Count == 1);

        var latency = room.GetStats().Latency;
        Assert.Equal((1L, TimeSpan.FromMilliseconds(40)), (latency.Count, latency.Last));
    }

    [Fact]
    public async Task Event_OfEveryKind_IsTold()
    {
        var session = Session(Frames.Chats(1, "c1", 1), Frames.Likes(2, "c2", 2));
        await using var room = Make();
        room.OnEvent(e => _seen.Add(e.Kind.ToString())).OnEvent(_ => Task.CompletedTask);
        await room.ConnectAsync(Token).Soon();
        await Waiting.UntilAsync(() => session.Sent.Count == 2);
        Assert.Equal(["Chat", "Like"], _seen);
    }

    private static IEnumerable<ulong> Acked(ScriptedSession session) => session.Sent.Select(s => Frames.Ack(s).LogId);

    private ScriptedSession Session(params IEnumerable<byte[]> frames)
    {
        var session = new ScriptedSession(_time).Give(frames);
        _far.Opens(session);
        return session;
    }

    private async Task<LiveRoomConnector> ConnectAsync(EventQueueOptions? queue = null)
    {
        var room = Make(queue).OnChat(async chat =>
        {
            await _gate.Task.Soon();
            _seen.Add(chat.Content);
        });
        await room.ConnectAsync(Token).Soon();
        return room;
    }

    private LiveRoomConnector Make(EventQueueOptions? queue = null) => new(
        "7300000000000000001",
        new LiveRoomOptions { TimeProvider = _time, Queue = queue ?? new EventQueueOptions() },
        _ => new LiveRoomServices(new NoRooms(), _far));

    private sealed class NoRooms : IRoomInfoClient
    {
        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
            => Task.FromResult(new RoomInfoResult(null, CloseReason.RoomNotFound, ""));
    }
}
