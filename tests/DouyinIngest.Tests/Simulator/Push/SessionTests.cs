using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class SessionTests
{
    [Fact]
    public async Task Connect_BusyRoom_StickyThenHistoryThenLive()
    {
        await using var host = await Sim.StartAsync(new SimulatorOptions { Rooms = 1, EventsPerSecond = 0 });
        Sim.Chat(host, 1);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        var sticky = await viewer.NextMessageAsync();
        var history = await viewer.NextMessageAsync();
        Sim.Chat(host, 2);
        var live = await viewer.NextMessageAsync();

        Assert.Contains("wss_msg_type:wrds", Viewer.Header(sticky, "im-internal_ext"), StringComparison.Ordinal);
        var messages = Viewer.Open(sticky).Messages;
        Assert.Contains(messages, m => m is { Method: "WebcastRoomStatsMessage", NeedWrdsStore: true, WrdsVersion: > 1_000_000_000_000_000_000 });
        Assert.Equal(4, messages.Count);
        Assert.Equal([1L], Viewer.Ids(history));
        Assert.Equal([2L], Viewer.Ids(live));
        Assert.Equal([1UL, 2, 3], new[] { sticky, history, live }.Select(f => f.SeqId));
        Assert.NotEqual(Viewer.Open(live).InternalExt, Viewer.Header(live, "im-internal_ext"));
    }

    [Fact]
    public async Task Connect_TwoViewers_ShareThePayloadNotTheHeaders()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var first = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        using var second = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 2);
        Sim.Chat(host, 1);
        var (a, b) = (await first.NextMessageAsync(), await second.NextMessageAsync());
        Assert.Equal(a.Payload, b.Payload);
        Assert.NotEqual(a.LogId, b.LogId);
    }

    [Fact]
    public async Task Connect_KnownCursor_ResumesExactly()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        string cursor;
        using (var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId))
        {
            await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
            Sim.Chat(host, 1);
            cursor = Viewer.Cursor(await viewer.NextMessageAsync());
        }

        for (var i = 2; i < 100; i++)
        {
            Sim.Chat(host, i);
        }

        using var again = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId, cursor);
        for (var i = 2; i < 100; i++)
        {
            Assert.Equal([(long)i], Viewer.Ids(await again.NextMessageAsync()));
        }

        Assert.Equal(1, host.Counters.Resumes);
        Assert.Equal(0, host.Counters.MissedEvents);
    }

    [Fact]
    public async Task Behind_FrameSentAndAcknowledged_OneAndThenNone()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        Assert.Equal(0, host.Behind);

        Sim.Chat(host, 1);
        var frame = await viewer.NextMessageAsync();
        Assert.Equal(1, host.Behind);

        await viewer.AckAsync(frame);
        await Sim.UntilAsync(() => host.Behind == 0);
    }

    [Fact]
    public async Task Behind_NothingIsSentToAHalfOpenSocket_One()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        host.Disruptions.HalfOpen(1, TimeSpan.FromMinutes(1));
        Sim.Chat(host, 1);

        Assert.Equal(1, host.Behind);
    }

    [Fact]
    public async Task Heartbeat_FrameAndPing_BothCountedAndAnswered()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await viewer.HeartbeatAsync();
        Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        Assert.Equal((1, 0), (host.Counters.Heartbeats, host.Counters.Pings));

        using var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.KeepAliveInterval = TimeSpan.FromMilliseconds(20);
        socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(10);
        await socket.ConnectAsync(Viewer.Url(host, host.Rooms[0].RoomId), Sim.Cancel);
        var reading = socket.ReceiveAsync(new byte[100], Sim.Cancel);
        await Sim.UntilAsync(() => host.Counters.Pings > 1);
        Assert.True(host.Counters.Heartbeats > 2);
        socket.Abort();
        await Assert.ThrowsAnyAsync<Exception>(() => reading);
    }

    [Fact]
    public async Task Ack_RightAgainAndWrong_AreTold()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        Sim.Chat(host, 1);
        var frame = await viewer.NextMessageAsync();
        await viewer.AckAsync(frame.LogId, "wrong");
        await viewer.AckAsync(frame.LogId + 1, Viewer.Header(frame, "im-internal_ext"));
        await viewer.AckAsync(frame);
        await viewer.AckAsync(frame);
        await viewer.SendAsync([0xFF]);
        await Sim.UntilAsync(() => host.Counters.UnknownFrames == 1);
        Assert.Equal((1, 1, 2), (host.Counters.Acks, host.Counters.DuplicateAcks, host.Counters.WrongAcks));
    }

    [Fact]
    public async Task Unacked_AfterTwoSeconds_SentAgainUntilAcked()
    {
        var time = Sim.Clock();
        await using var host = await Sim.StartAsync(Sim.Quiet(), time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        Sim.Chat(host, 1);
        var first = await viewer.NextMessageAsync();
        time.Advance(TimeSpan.FromSeconds(1.9));
        await viewer.HeartbeatAsync();
        Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        Assert.Equal(0, host.Counters.Redelivered);

        time.Advance(TimeSpan.FromSeconds(0.3));
        var again = await viewer.NextMessageAsync();
        Assert.Equal((first.LogId, first.Payload), (again.LogId, again.Payload));
        Assert.Equal(Viewer.Header(first, "im-internal_ext"), Viewer.Header(again, "im-internal_ext"));
        Assert.True(again.SeqId > first.SeqId);
        await viewer.AckAsync(again);
        await Sim.UntilAsync(() => host.Counters.Acks == 1);
        time.Advance(TimeSpan.FromSeconds(5));
        await viewer.HeartbeatAsync();
        Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        Assert.Equal(1, host.Counters.Redelivered);
    }

    [Fact]
    public async Task SendWindow_Full_WaitsForAnAck()
    {
        var options = Sim.Quiet();
        options.SendWindow = 2;
        await using var host = await Sim.StartAsync(options, Sim.Clock());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        for (var i = 1; i <= 3; i++)
        {
            Sim.Chat(host, i);
        }

        var first = await viewer.NextMessageAsync();
        await viewer.NextMessageAsync();
        await viewer.HeartbeatAsync();
        Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
        await viewer.AckAsync(first);
        Assert.Equal([3L], Viewer.Ids(await viewer.NextMessageAsync()));
    }

    [Fact]
    public async Task NoHeartbeat_TooLong_EndsTheSocket()
    {
        var time = Sim.Clock();
        await using var host = await Sim.StartAsync(Sim.Quiet(), time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Null(await viewer.NextAsync());
        Assert.Equal(1, host.Counters.TimedOut);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 0);
    }

    [Fact]
    public async Task Connect_LiveIdInPlaceOfRoomId_IsAcceptedAndSilent()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].LiveId);
        Sim.Chat(host, 1);
        await viewer.HeartbeatAsync();
        Assert.Equal("hb", (await viewer.NextAsync())!.PayloadType);
    }

    [Fact]
    public async Task EndBroadcast_GoodbyeThenNewRoomId()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        var room = host.Rooms[0];
        var before = room.RoomId;
        using var viewer = await Viewer.ConnectAsync(host, before);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        host.EndBroadcast(room);
        host.EndBroadcast(room);
        await viewer.NextMessageAsync();
        var goodbye = await viewer.NextMessageAsync();
        Assert.Equal("WebcastControlMessage", Viewer.Open(goodbye).Messages.Single().Method);
        Assert.False(room.IsLive);
        Assert.NotEqual(before, host.StartBroadcast(room));
        Assert.True(room.IsLive);
        Assert.Contains(host.Oracle.Events(before), e => e.Facts.Variant == 3);
    }

    [Fact]
    public async Task ImV1_AppIds_AdmittedAndCounted()
    {
        var options = Sim.Quiet();
        options.AllowedAppIds = ["app-1"];
        await using var host = await Sim.StartAsync(options);
        var url = $"ws://127.0.0.1:{host.BaseUrl.Port}/websocket/im/v1?room_id={host.Rooms[0].RoomId}&signature=&timestamp=1&compress=gzip&app_id=";
        Assert.Equal((403, null), await Viewer.RefusedAsync(new Uri(url + "app-2")));
        using var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(new Uri(url + "app-1"), Sim.Cancel);
        await Sim.UntilAsync(() => host.Counters.PerApp.TryGetValue("app-1", out var gauge) && gauge is { Now: 1, Max: 1 });
    }

    [Theory]
    [InlineData("blocked", 200, "DEVICE_BLOCKED")]
    [InlineData("403", 403, null)]
    [InlineData("429", 429, null)]
    [InlineData("502", 502, null)]
    public async Task Refusal_Once_ThenAccepted(string fault, int status, string? message)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(fault));
        Assert.Equal((status, message), await Viewer.RefusedAsync(Viewer.Url(host, host.Rooms[0].RoomId)));
        Assert.Equal((1, 1), (host.FaultCounts[fault], host.Counters.Refused));
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
    }

    [Fact]
    public async Task SignatureRequired_WithoutOne_IsBlocked()
    {
        var options = Sim.Quiet();
        options.SignatureRequired = true;
        await using var host = await Sim.StartAsync(options);
        Assert.Equal((200, "DEVICE_BLOCKED"), await Viewer.RefusedAsync(Viewer.Url(host, host.Rooms[0].RoomId)));
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId, more: "&signature=x");
    }
}
