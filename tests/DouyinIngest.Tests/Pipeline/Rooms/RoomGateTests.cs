using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>A room publishes only while it may, under the epoch of that moment, and only what it is asked for.</summary>
public sealed class RoomGateTests
{
    private readonly ManualGate _gate = new();

    [Fact]
    public async Task Gate_Shut_HoldsTheFrameBack_AndPublishesItOnceOpen()
    {
        var rig = Rig();
        _gate.Shut();
        var session = rig.Session(Wire.Chats(1, 11), Wire.Chats(2, 12)).End(CloseReason.RemoteClosed);
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => _gate.Waits == 1);
        Assert.Empty(rig.Sink.Published);
        Assert.Equal(1, session.Reads);

        _gate.Open(7);
        Assert.Equal(CloseReason.RemoteClosed, await reading.Soon());

        Assert.Equal([$"{Wire.RoomId}-11", $"{Wire.RoomId}-12"], rig.Sink.Published);
        Assert.Equal([Wire.Ack(1), Wire.Ack(2)], session.Sent);
    }

    [Fact]
    public async Task Gate_ShutForGood_StopsWithoutPublishingOrAckingTheFrame()
    {
        var rig = Rig();
        _gate.Shut();
        _gate.ShutForGood();
        var session = rig.Session(Wire.Chats(1, 11), Wire.Chats(2, 12));

        Assert.Equal(CloseReason.Stopped, await rig.ReadAsync(session).Soon());

        Assert.Empty(rig.Sink.Published);
        Assert.Empty(session.Sent);
        Assert.Equal(0, rig.Broadcast.Watermark.Pending);
        Assert.Equal("", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task Gate_ShutBetweenFrames_StopsBehindTheFirst()
    {
        var rig = Rig();
        var session = rig.Session(Wire.Chats(1, 11));
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => session.Reads == 2);
        _gate.Shut();
        _gate.ShutForGood();
        session.Give(Wire.Chats(2, 12));

        Assert.Equal(CloseReason.Stopped, await reading.Soon());
        Assert.Equal([$"{Wire.RoomId}-11"], rig.Sink.Published);
        Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task Epoch_OfTheMomentOfPublishing_IsInEveryRecord()
    {
        var rig = Rig();
        _gate.Epoch = 5;
        var session = rig.Session(Wire.Chats(1, 11));
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => session.Reads == 2);
        _gate.Epoch = 9;
        session.Give(Wire.Msg(2, [Wire.Chat(12), Wire.Bad(13)]));
        await Waiting.UntilAsync(() => session.Reads == 3);

        // It never goes back.
        _gate.Epoch = 5;
        session.Give(Wire.Chats(3, 14)).End(CloseReason.RemoteClosed);
        await reading.Soon();

        Assert.Equal([5, 9, 9], rig.Sink.Rooms.Select(static r => r.Epoch));
        Assert.Equal(",\"labels\":{},\"epoch\":\"9\""u8, rig.Sink.Rooms[^1].ContextJson);
    }

    [Fact]
    public async Task Epoch_Unchanged_KeepsTheKey()
    {
        var rig = Rig();
        _gate.Epoch = 5;

        await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12));

        Assert.Same(rig.Sink.Rooms[0], rig.Sink.Rooms[1]);
    }

    [Fact]
    public async Task Gate_None_IsOpenAndOfEpochZero()
    {
        var rig = new PipelineRig();

        await rig.ReadAllAsync(Wire.Chats(1, 11));

        Assert.Equal([0], rig.Sink.Rooms.Select(static r => r.Epoch));
    }

    [Fact]
    public async Task Kinds_NotWanted_AreCountedAndNotPublished_AndTheFrameIsAcked()
    {
        var rig = new PipelineRig(filter: new FilterRules { Kinds = [EventKind.Chat] }) { Sink = { Confirming = true } };

        var (_, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11), Wire.Combo(12, 3), Wire.Combo(12, 3)]));

        Assert.Equal([$"{Wire.RoomId}-11"], rig.Sink.Published);
        Assert.Equal((1, 1), (rig.Listener.Count("dropped FilteredKind"), rig.Listener.Count("dropped Duplicate")));
        Assert.Equal((1L, 0L), (rig.Counters.EventsOf(EventKind.Chat), rig.Counters.EventsOf(EventKind.Gift)));
        Assert.Equal(2, rig.Counters.Dropped + rig.Counters.Duplicates);
        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.Empty(rig.Sink.DeadLetters);
    }

    [Fact]
    public async Task Kinds_NotWanted_GiftTotalsAreCountedOn()
    {
        var rig = new PipelineRig(filter: new FilterRules { Kinds = [EventKind.Chat] }) { Sink = { Confirming = true } };

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Combo(12, 3)], now: 1_777_000_000_000), Wire.Msg(2, [Wire.Chat(13)], now: 1_777_000_060_000));

        var final = rig.Pipeline.CaptureFinal(DouyinIngest.Protos.Ingest.V1.RoomCheckpoint.Types.Closed.Moved)!;
        Assert.Equal(3, Assert.Single(final.EndedCombos).Total);
        Assert.Equal([$"{Wire.RoomId}-13"], rig.Sink.Published);
        Assert.Equal(2, rig.Listener.Count("dropped FilteredKind"));
    }

    [Fact]
    public async Task Kinds_RoomNotWanted_TheEndStillEndsIt()
    {
        var rig = new PipelineRig(filter: new FilterRules { Kinds = [EventKind.Chat] }) { Sink = { Confirming = true } };

        var reason = await rig.ReadAsync(rig.Session(Wire.Msg(1, [Wire.Control(11, 3)]))).Soon();

        Assert.Equal(CloseReason.BroadcastEnded, reason);
        Assert.Empty(rig.Sink.Published);
    }

    private PipelineRig Rig() => new(fleet: new RoomFleet("732001", null, _gate, null)) { Sink = { Confirming = true } };
}
