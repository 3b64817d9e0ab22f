using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;
using Google.Protobuf;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.World;

/// <summary>A recorded room becomes a broadcast like any other: same payloads, its own envelope, and a truth of its own.</summary>
public sealed class RoomPlayerTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();
    private readonly Broadcast _broadcast;

    public RoomPlayerTests() => _broadcast = new Broadcast(7_600_000_000_000_000_123, Sim.Quiet(), _time);

    [Fact]
    public void Tick_BeforeAViewer_PlaysNothing()
    {
        var player = Player(1, (0, Frame(Chat(1))));
        player.Tick();
        Assert.Equal(0, _broadcast.Log.Next);
        _broadcast.Open("");
        player.Tick();
        Assert.Equal(1, _broadcast.Log.Next);
        Assert.True(player.IsOver);
    }

    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(2, 3, 3)]
    [InlineData(0.5, 3, 1)]
    [InlineData(0, 0, 3)]
    public void Tick_FramesAreDue_AtTheirTimesFromTheFirstViewer(double speed, int seconds, int played)
    {
        _broadcast.Open("");
        _time.Advance(TimeSpan.FromMinutes(5));
        var player = Player(speed, (0, Frame(Chat(1))), (3, Frame(Chat(2))), (6, Frame(Chat(3))));
        player.Tick();
        _time.Advance(TimeSpan.FromSeconds(seconds));
        player.Tick();
        Assert.Equal(played, _broadcast.Log.Next);
    }

    [Fact]
    public void Play_Payload_IsSentAsItWasRecorded()
    {
        var frame = Frame(Chat(1), Chat(2));
        Play(frame);
        var batch = _broadcast.Log.Find(0)!;
        Assert.Equal(frame.Payload.ToByteArray(), batch.Compressed);
        Assert.Equal((2, false), (batch.Count, batch.Sticky));
        Assert.Equal(["7600000000000000123-1", "7600000000000000123-2"], _broadcast.Truth.Snapshot().Select(e => e.Id));
    }

    [Fact]
    public void Play_WhatCameAgainAfterAReconnect_IsTrueOnce()
    {
        Play(Frame(Chat(1), Stats(10)), Frame(Chat(1), Chat(2), Stats(10)), Frame(Stats(9)), Frame(Stats(11)));
        Assert.Equal(4, _broadcast.Log.Next);
        Assert.Equal(["1", "WebcastRoomStatsMessage-10", "2", "WebcastRoomStatsMessage-11"], _broadcast.Truth.Snapshot().Select(e => e.Id["7600000000000000123-".Length..]));
        Assert.Equal(11, Assert.Single(_broadcast.Sticky.At(9)).WrdsVersion);
        Assert.True(_broadcast.Log.Find(0)!.Sticky);
    }

    [Fact]
    public void Play_SpoiltPayload_IsHandedOnSpoilt()
    {
        var frame = Frame(Chat(1));
        frame.Payload = ByteString.CopyFrom(0x1f, 0x8b, 1, 2, 3);
        Play(frame);
        Assert.Equal([0x1f, 0x8b, 1, 2, 3], _broadcast.Log.Find(0)!.Compressed);
        Assert.Equal(0, _broadcast.Truth.Count);
    }

    [Fact]
    public void Play_BatchThatWantsNoAck_GetsOneToAskFor()
    {
        var frame = Frame(Chat(1));
        frame.Payload = ByteString.CopyFrom(BatchBuilder.Compress(new Response { Messages = { Chat(1) } }));
        Play(frame);
        Assert.True(BatchBuilder.Open(_broadcast.Log.Find(0)!).NeedAck);
        frame.Payload = new Response { Messages = { Chat(2) }, NeedAck = true }.ToByteString(); // not compressed
        Play(frame);
        Assert.Single(BatchBuilder.Open(_broadcast.Log.Find(1)!).Messages);
    }

    [Theory]
    [InlineData("hb")]
    [InlineData("reconnect")]
    public void Play_FramesWithoutABatch_AreNothing(string type)
    {
        var frame = Frame(Chat(1));
        frame.PayloadType = type;
        Play(frame);
        Assert.Equal(0, _broadcast.Log.Next);
        _broadcast.Open("");
        Player(0, (0, new PushFrame { PayloadType = "close" })).Tick();
        new RoomPlayer(new PlayedRoom(1, 2, [(TimeSpan.Zero, new byte[] { 0x0a, 0x7f })], 0), _broadcast, _time).Tick();
        Assert.Equal(0, _broadcast.Log.Next);
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 4)]
    [InlineData(9, 2)]
    public void Play_Control_ChangesWhatTheRoomApiSays(int action, int status)
    {
        Play(Frame(Item("WebcastControlMessage", 5, new ControlMessage { Action = action })));
        Assert.Equal(status, _broadcast.Status);
        Assert.Equal(status == 4, _broadcast.EndedAt > 0);
    }

    [Fact]
    public async Task Host_PlayedRoom_IsOneMoreAndLeftAloneByTheWorld()
    {
        var played = new PlayedRoom(123456789, 7_300_000_000_000_000_001, [(TimeSpan.Zero, Frame(Chat(1)).ToByteArray())]);
        await using var host = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = 0, EventsPerSecond = 1000, TickInterval = TimeSpan.FromMilliseconds(5), BroadcastLength = TimeSpan.FromMilliseconds(1) }, played, cancellationToken: Sim.Cancel);
        var room = Assert.Single(host.Rooms);
        Assert.Equal((123456789, 7_300_000_000_000_000_001, true), (room.LiveId, room.RoomId, room.IsLive));

        using var viewer = await Viewer.ConnectAsync(host, room.RoomId);
        await Sim.UntilAsync(() => host.Oracle.Events(room.RoomId).Count > 0);
        Assert.Equal(OracleKind.Chat, Assert.Single(host.Oracle.Events(room.RoomId)).Kind);
        Assert.Equal(0, host.WorldEvents);
    }

    private static Message Chat(long id) => Item("WebcastChatMessage", id, Sim.ChatOf("好"));

    private static Message Stats(long version)
    {
        var message = Item("WebcastRoomStatsMessage", version + 1000, new RoomStatsMessage { DisplayValue = 5 });
        (message.NeedWrdsStore, message.WrdsVersion) = (true, version);
        return message;
    }

    private static Message Item(string method, long id, IMessage content) => new() { Method = method, MsgId = id, Payload = content.ToByteString() };

    private static PushFrame Frame(params Message[] messages)
    {
        var response = new Response { NeedAck = true };
        response.Messages.AddRange(messages);
        return new PushFrame { PayloadType = "msg", Payload = ByteString.CopyFrom(BatchBuilder.Compress(response)) };
    }

    private void Play(params PushFrame[] frames)
    {
        _broadcast.Open("");
        Player(0, [.. frames.Select(frame => (0, frame))]).Tick();
    }

    private RoomPlayer Player(double speed, params (int Seconds, PushFrame Frame)[] frames) => new(
        new PlayedRoom(1, 2, [.. frames.Select(f => (TimeSpan.FromSeconds(f.Seconds), (ReadOnlyMemory<byte>)f.Frame.ToByteArray()))], speed), _broadcast, _time);
}
