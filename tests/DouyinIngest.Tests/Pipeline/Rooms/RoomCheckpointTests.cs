using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Closed = DouyinIngest.Protos.Ingest.V1.RoomCheckpoint.Types.Closed;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>A room keeps its place: when it is captured, when it is told of, and what is in it.</summary>
public sealed class RoomCheckpointTests
{
    private const long ServerTime = 1_777_000_000_000;

    private readonly RecordingCheckpoints _checkpoints = new();

    [Fact]
    public async Task Checkpoint_AheadOfTheBroker_IsNeverTold()
    {
        var rig = Rig();

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11, 12));
        Assert.Empty(_checkpoints.All);
        rig.Sink.Confirm("11");
        Assert.Empty(_checkpoints.All);
        Assert.Empty(session.Sent);
        rig.Sink.Confirm("12");

        Assert.Equal(["c1"], _checkpoints.Cursors);
        Assert.Equal([Wire.Ack(1)], session.Sent);
    }

    [Fact]
    public async Task Checkpoint_FrameBeforeItUnconfirmed_WaitsForTheContiguousPrefix()
    {
        var rig = Rig();

        await rig.ReadAllAsync(Wire.Chats(1, 11), Many(2, 200, 200), Wire.Chats(3, 13));
        for (var id = 200; id < 400; id++)
        {
            Assert.True(rig.Sink.Confirm($"-{id}"));
        }

        Assert.Empty(_checkpoints.All);
        rig.Sink.Confirm("-11");

        Assert.Equal(["c1", "c2"], _checkpoints.Cursors);
    }

    [Fact]
    public async Task Checkpoint_IsTheStateAtItsFrame_NotWhatCameAfter()
    {
        var rig = Rig();

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11), Wire.Combo(12, 3)], now: ServerTime), Wire.Msg(2, [Wire.Combo(13, 9)], now: ServerTime + 500));
        rig.Sink.ConfirmAll();

        var checkpoint = Assert.Single(_checkpoints.All);
        Assert.Equal((1, Wire.RoomId, "c1", "e1"), (checkpoint.Version, checkpoint.RoomId, checkpoint.Cursor, checkpoint.InternalExt));
        Assert.Equal((2, 3L), (checkpoint.EventIds.Count, Assert.Single(checkpoint.OpenCombos).Total));
        Assert.Equal((ServerTime, rig.Time.GetUtcNow().ToUnixTimeMilliseconds()), (checkpoint.ServerTime, checkpoint.Time));
        Assert.Equal([0, 1, 1, 0, 0, 0, 0, 0], checkpoint.Counters.Events);
        Assert.Equal((false, Closed.Running, 0L, ""), (checkpoint.Final, checkpoint.Closed, checkpoint.Epoch, checkpoint.Instance));
        Assert.Equal(["732001"], _checkpoints.LiveIds);
    }

    [Fact]
    public async Task Checkpoint_AfterTheFirst_ByEventsThenByTime()
    {
        var rig = Rig(confirming: true);
        var session = rig.Session(Wire.Chats(1, 11), Many(2, 100, 199), Wire.Chats(3, 13), Wire.Chats(4, 14));
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => session.Reads == 5);
        Assert.Equal(["c1", "c3"], _checkpoints.Cursors);

        rig.Time.Advance(TimeSpan.FromSeconds(9.9));
        session.Give(Wire.Chats(5, 15));
        await Waiting.UntilAsync(() => session.Reads == 6);
        rig.Time.Advance(TimeSpan.FromSeconds(0.1));
        session.Give(Wire.Chats(6)).End(CloseReason.RemoteClosed);
        await reading.Soon();

        Assert.Equal(["c1", "c3", "c6"], _checkpoints.Cursors);
    }

    [Fact]
    public async Task Checkpoint_ConnectWithoutCursor_IsDueWithItsFirstFrame()
    {
        var rig = Rig(confirming: true);
        await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12));
        await rig.ReadAllAsync(Wire.Chats(3, 13));
        rig.Broadcast.Watermark.AbandonPosition();
        await rig.ReadAllAsync(Wire.Chats(4, 14), Wire.Chats(5, 15));

        Assert.Equal(["c1", "c4"], _checkpoints.Cursors);
    }

    [Fact]
    public async Task Checkpoint_NoCursorYet_IsNotMade_AndIsDueWithTheFirstThatHasOne()
    {
        var rig = Rig(confirming: true);

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], cursor: "", internalExt: ""), Wire.Chats(2, 12));

        // A frame without headers takes the cursor of its Response.
        Assert.Equal(["of the response"], _checkpoints.Cursors);
        var none = Rig(confirming: true);
        await none.ReadAllAsync(Cursorless(11), Wire.Chats(2, 12));
        Assert.Equal(["of the response", "c2"], _checkpoints.Cursors);
    }

    [Fact]
    public async Task Checkpoint_StickyFrameFirst_HasTheCursorWhereTheRoomBegins()
    {
        var rig = Rig(confirming: true);

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], internalExt: "wss_msg_type:wrds"), Wire.Chats(2, 12));

        Assert.Equal(["c1"], _checkpoints.Cursors);
    }

    [Fact]
    public async Task DeadLetter_Unconfirmed_StopsCheckpointAndWatermark()
    {
        var rig = Rig();

        var (_, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Bad(11), Wire.Chat(12)]));
        rig.Sink.Confirm("12");
        Assert.Empty(_checkpoints.All);
        Assert.Empty(session.Sent);
        rig.Sink.ConfirmAll();

        Assert.Equal(["c1"], _checkpoints.Cursors);
        Assert.Equal([Wire.Ack(1)], session.Sent);
    }

    [Fact]
    public async Task Checkpoint_WithoutAFleet_IsNotMade()
    {
        var rig = new PipelineRig { Sink = { Confirming = true } };

        await rig.ReadAllAsync(Wire.Chats(1, 11));

        Assert.Null(rig.Broadcast.Watermark.Confirmed);
    }

    [Fact]
    public async Task CaptureFinal_EverythingSettled_IsTheStateNow()
    {
        var rig = Rig(confirming: true);
        await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12), Wire.Chats(3, 13));

        var final = rig.Pipeline.CaptureFinal(Closed.Moved)!;

        Assert.Equal((true, Closed.Moved, "c3", 3), (final.Final, final.Closed, final.Cursor, final.EventIds.Count));
        Assert.Equal(["c1"], _checkpoints.Cursors);
        Assert.False(_checkpoints.All[0].Final);
    }

    [Fact]
    public async Task CaptureFinal_FramesUnconfirmed_IsTheLastConfirmed_WithoutTheirIds()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12), Wire.Chats(3, 13));
        rig.Sink.Confirm("11");
        rig.Sink.Confirm("13");

        var final = rig.Pipeline.CaptureFinal(Closed.Moved)!;

        Assert.Equal((true, "c1", 1), (final.Final, final.Cursor, final.EventIds.Count));
        Assert.False(Assert.Single(_checkpoints.All).Final);
    }

    [Fact]
    public async Task CaptureFinal_NothingEverConfirmed_IsNone()
    {
        var rig = Rig();
        await rig.ReadAllAsync(Wire.Chats(1, 11));

        Assert.Null(rig.Pipeline.CaptureFinal(Closed.Moved));
    }

    [Fact]
    public async Task CaptureFinal_NothingConfirmedSinceTheTakeover_IsWhatWasTakenOver()
    {
        var taken = await TakenAsync();
        var rig = Rig(from: taken);
        await rig.ReadAllAsync(Wire.Chats(2, 12));

        var final = rig.Pipeline.CaptureFinal(Closed.Unplaced)!;

        Assert.Equal(("c1", Closed.Unplaced, true), (final.Cursor, final.Closed, final.Final));
        Assert.False(taken.Final);
    }

    [Fact]
    public async Task CaptureFinal_AtOnceAfterATakeover_IsTheSamePlaceAndIds()
    {
        var taken = await TakenAsync();

        var final = Rig(from: taken).Pipeline.CaptureFinal(Closed.Paused)!;

        Assert.Equal((taken.Cursor, taken.InternalExt, taken.ServerTime), (final.Cursor, final.InternalExt, final.ServerTime));
        Assert.Equal(taken.EventIds, final.EventIds);
        Assert.Equal(taken.Counters, final.Counters);
    }

    [Fact]
    public async Task Takeover_ReplayedEvents_AreNotPublishedAgain_DedupeWindowIsNotLost()
    {
        var rig = Rig(confirming: true, from: await TakenAsync());
        Assert.Equal(new ResumePoint("c1", "e1"), rig.Pipeline.Resume);

        await rig.ReadAllAsync(Wire.Msg(5, [Wire.Chat(11), Wire.Chat(12)]));

        Assert.Equal([$"{Wire.RoomId}-12"], rig.Sink.Published);
        Assert.Equal(2, rig.Pipeline.CaptureFinal(Closed.Moved)!.Counters.Events[1]);
    }

    [Fact]
    public async Task Takeover_OfAnotherBroadcast_BeginsWithNothing()
    {
        var taken = await TakenAsync();
        taken.RoomId++;

        var rig = Rig(from: taken);

        Assert.Equal(ResumePoint.None, rig.Pipeline.Resume);
        Assert.Null(rig.Broadcast.Watermark.Confirmed);
    }

    private static byte[] Many(ulong logId, long firstId, int count)
        => Wire.Msg(logId, Enumerable.Range(0, count).Select(i => Wire.Chat(firstId + i)));

    private static byte[] Cursorless(long id)
    {
        var response = new DouyinIngest.Protos.Webcast.Response { NeedAck = true };
        response.Messages.Add(Wire.Chat(id));
        return Google.Protobuf.MessageExtensions.ToByteArray(
            new DouyinIngest.Protos.Webcast.PushFrame { LogId = 7, PayloadType = "msg", Payload = Google.Protobuf.MessageExtensions.ToByteString(response) });
    }

    private static async Task<RoomCheckpoint> TakenAsync()
    {
        var checkpoints = new RecordingCheckpoints();
        var rig = new PipelineRig(fleet: new RoomFleet("732001", checkpoints, null, null)) { Sink = { Confirming = true } };
        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], now: ServerTime));
        return Assert.Single(checkpoints.All);
    }

    private PipelineRig Rig(bool confirming = false, RoomCheckpoint? from = null)
        => new(fleet: new RoomFleet("732001", _checkpoints, null, null), from: from) { Sink = { Confirming = confirming } };
}
