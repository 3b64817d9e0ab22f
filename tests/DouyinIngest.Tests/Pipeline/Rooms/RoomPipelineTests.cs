using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class RoomPipelineTests
{
    private static string Id(long msgId) => $"{Wire.RoomId}-{msgId}";

    [Fact]
    public async Task ReadAsync_MsgFrame_PublishesInOrderAndAcksOnlyAfterDelivery()
    {
        var rig = new PipelineRig();

        var (reason, session) = await rig.ReadAllAsync(Wire.Chats(1, 11, 12));

        Assert.Equal(CloseReason.RemoteClosed, reason);
        Assert.Equal([Id(11), Id(12)], rig.Sink.Published);
        Assert.Equal(1, rig.Proofs);
        Assert.Empty(session.Sent);
        Assert.True(rig.Sink.Confirm("12"));
        Assert.Empty(session.Sent);
        Assert.True(rig.Sink.Confirm("11"));
        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.Equal(new ResumePoint("c1", "e1"), rig.Pipeline.Resume);
    }

    [Fact]
    public async Task ReadAsync_DeliveredOutOfOrder_AcksInOrder()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12), Wire.Chats(3, 13));
        rig.Sink.Confirm("13");
        rig.Sink.Confirm("12");
        Assert.Empty(session.Sent);
        Assert.Equal(3, rig.Broadcast.Watermark.Pending);
        rig.Sink.Confirm("11");

        Assert.Equal([Wire.Ack(1), Wire.Ack(2), Wire.Ack(3)], session.Sent);
        Assert.Equal("c3", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task ReadAsync_FirstDelivered_ReleasesNothingBehindIt()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12), Wire.Chats(3, 13));
        rig.Sink.Confirm("13");
        rig.Sink.Confirm("11");

        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
        Assert.Equal(2, rig.Broadcast.Watermark.Pending);
    }

    [Fact]
    public async Task ReadAsync_NoAckWanted_SendsNoneButMovesThePosition()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], needAck: false));
        rig.Sink.ConfirmAll();

        Assert.Empty(session.Sent);
        Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task ReadAsync_FrameWithoutEvents_IsAckedAtOnce()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Strange(11)]));

        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.Equal(1, rig.Listener.Count("dropped UnknownMethod"));
    }

    [Fact]
    public async Task ReadAsync_StickyFrame_IsAckedAndLeavesThePosition()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Msg(2, [Wire.Chat(12)], internalExt: "a:b|wss_msg_type:wrds|c:d"));
        rig.Sink.ConfirmAll();

        Assert.Equal(2, session.Sent.Count);
        Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task ReadAsync_StickyFrameFirst_IsWhereTheNextSessionGoesOn()
    {
        var rig = new PipelineRig();

        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], internalExt: "a:b|wss_msg_type:wrds|c:d"));

        Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task ReadAsync_NoHeaders_TakesThoseOfTheResponse()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], cursor: "", internalExt: ""));
        rig.Sink.ConfirmAll();

        Assert.Equal([Wire.Ack(1, "of the response")], session.Sent);
        Assert.Equal(new ResumePoint("of the response", "of the response"), rig.Pipeline.Resume);
    }

    [Fact]
    public async Task ReadAsync_HeartbeatAndUnknown_OnlyCountTheUnknown()
    {
        var rig = new PipelineRig();

        await rig.ReadAllAsync(Wire.Heartbeat, Wire.Unknown);

        Assert.Equal(["rejected UnknownPayloadType"], rig.Listener.Lines);
        Assert.Equal(1, rig.Proofs);
        Assert.Equal(0, rig.Broadcast.Watermark.Pending);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task ReadAsync_CloseFrame_ProcessesWhatItCarriesAndCloses(int messages)
    {
        var rig = new PipelineRig();
        var session = rig.Session(Wire.CloseWithoutLogId([.. Enumerable.Range(11, messages).Select(id => (long)id)]));

        Assert.Equal(CloseReason.CloseFrame, await rig.ReadAsync(session).Soon());
        Assert.Equal(messages, rig.Sink.Published.Count);
        rig.Sink.ConfirmAll();
        Assert.Empty(session.Sent);
    }

    [Fact]
    public async Task ReadAsync_FrameAgainWhilePending_IsTiedToTheOriginal()
    {
        var rig = new PipelineRig();

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(1, 11));

        Assert.Equal([Id(11)], rig.Sink.Published);
        Assert.Equal(1, rig.Listener.Count("redelivered"));
        Assert.Equal(0, rig.Listener.Count("dropped Duplicate"));
        Assert.Equal(1, rig.Broadcast.Watermark.Pending);
        rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(1)], session.Sent);
    }

    [Fact]
    public async Task ReadAsync_FrameAgainOnTheNextSession_IsAckedThereOnceTheOriginalIsDelivered()
    {
        var rig = new PipelineRig();
        var (_, first) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12));
        var (_, second) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12));

        Assert.Equal(2, rig.Listener.Count("redelivered"));
        Assert.Empty(second.Sent);
        rig.Sink.ConfirmAll();

        Assert.Empty(first.Sent);
        Assert.Equal([Wire.Ack(1), Wire.Ack(2)], second.Sent);
    }

    [Fact]
    public async Task ReadAsync_SameMessagesUnderAnotherCursor_WaitForTheOriginal()
    {
        var rig = new PipelineRig();
        await rig.ReadAllAsync(Wire.Chats(1, 11));
        var (_, second) = await rig.ReadAllAsync(Wire.Msg(7, [Wire.Chat(11)], cursor: "another"));

        Assert.Equal([Id(11)], rig.Sink.Published);
        Assert.Equal(1, rig.Listener.Count("dropped Duplicate"));
        Assert.Empty(second.Sent);
        rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(7)], second.Sent);
    }

    [Fact]
    public async Task ReadAsync_FrameAgainAfterDelivery_IsAckedAgainWithoutAnEvent()
    {
        var rig = new PipelineRig();
        rig.Sink.Confirming = true;

        var (_, session) = await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(1, 11));

        Assert.Equal([Id(11)], rig.Sink.Published);
        Assert.Equal([Wire.Ack(1), Wire.Ack(1)], session.Sent);
    }

    [Fact]
    public async Task ReadAsync_BadMessage_GoesToTheDeadLettersAndItsSiblingsGoOn()
    {
        var rig = new PipelineRig();

        var (reason, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11), Wire.Bad(12), Wire.Chat(13)]));

        Assert.Equal(CloseReason.RemoteClosed, reason);
        Assert.Equal([Id(11), Id(13)], rig.Sink.Published);
        Assert.Equal(["message BadMessage WebcastChatMessage 2"], rig.Sink.DeadLetters);
        Assert.Equal(1, rig.Listener.Count("dropped BadMessage"));
        rig.Sink.Confirm("11");
        rig.Sink.Confirm("13");
        Assert.Empty(session.Sent);
        rig.Sink.ConfirmAll();
        Assert.Single(session.Sent);
    }

    [Theory]
    [InlineData(false, DropReason.BadCompression)]
    [InlineData(true, DropReason.BadEnvelope)]
    public async Task ReadAsync_Unreadable_ClosesTwiceAndSettlesTheThirdTime(bool garbage, DropReason expected)
    {
        var rig = new PipelineRig();
        var bad = garbage ? Wire.Garbage : Wire.BadGzip(2);
        await rig.ReadAllAsync(Wire.Chats(1, 11));
        rig.Sink.ConfirmAll();

        for (var attempt = 1; attempt < FailureStreak.Limit; attempt++)
        {
            var (reason, failed) = await rig.ReadAllAsync(bad, Wire.Chats(3, 13));
            Assert.Equal(CloseReason.UnreadableFrame, reason);
            Assert.Empty(failed.Sent);
            Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
        }

        var (last, session) = await rig.ReadAllAsync(bad, Wire.Chats(3, 13));

        Assert.Equal(CloseReason.RemoteClosed, last);
        Assert.Equal([$"frame {expected}  {bad.Length}"], rig.Sink.DeadLetters);
        Assert.Equal(3, rig.Listener.Count($"rejected {expected}"));
        Assert.Equal(1, rig.Listener.Count("gap UnreadableFrame"));
        Assert.Equal([Id(11), Id(13)], rig.Sink.Published);
        Assert.Empty(session.Sent);
        rig.Sink.ConfirmAll();
        Assert.Equal(garbage ? [Wire.Ack(3)] : [Wire.Ack(2), Wire.Ack(3)], session.Sent);
        Assert.Equal("c3", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task ReadAsync_UnreadableButProgressBetween_NeverSettles()
    {
        var rig = new PipelineRig();
        rig.Sink.Confirming = true;
        for (ulong attempt = 1; attempt <= 5; attempt++)
        {
            var (reason, _) = await rig.ReadAllAsync(Wire.Chats(attempt, (long)attempt), Wire.BadGzip(100));
            Assert.Equal(CloseReason.UnreadableFrame, reason);
        }

        Assert.Empty(rig.Sink.DeadLetters);
    }

    [Fact]
    public async Task ReadAsync_MessageTooLargeThreeTimes_GivesUpTheCursor()
    {
        var rig = new PipelineRig();
        await rig.ReadAllAsync(Wire.Chats(1, 11), Wire.Chats(2, 12));
        rig.Sink.Confirm("11");

        for (var attempt = 0; attempt < 3; attempt++)
        {
            Assert.Equal("c1", rig.Pipeline.Resume.Cursor);
            Assert.Equal(CloseReason.MessageTooLarge, await rig.ReadAsync(rig.Session().End(CloseReason.MessageTooLarge)).Soon());
        }

        Assert.Equal(ResumePoint.None, rig.Pipeline.Resume);
        Assert.Equal(1, rig.Listener.Count("gap MessageTooLarge"));
        rig.Sink.ConfirmAll();
        Assert.Equal(ResumePoint.None, rig.Pipeline.Resume);
    }

    [Fact]
    public async Task ReadAsync_BudgetSpent_DoesNotReadUntilGivenBack()
    {
        var rig = new PipelineRig(roomBytes: 150);
        var session = rig.Session(Wire.Chats(1, 11, 12), Wire.Chats(2, 13)).End(CloseReason.RemoteClosed);

        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 2);
        Assert.Equal(1, session.Reads);
        Assert.Equal(200, rig.Budget.Bytes);
        Assert.False(reading.IsCompleted);

        rig.Sink.ConfirmAll();
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 3);
        Assert.Equal(CloseReason.RemoteClosed, await reading.Soon());
        rig.Sink.ConfirmAll();
        Assert.Equal((0, 0), (rig.Budget.Bytes, rig.Budget.Records));
    }

    [Fact]
    public async Task ReadAsync_StoppedWhileBudgetIsSpent_WaitsForDeliveriesAndStops()
    {
        var rig = new PipelineRig(roomBytes: 50);
        using var stop = new CancellationTokenSource();
        var session = rig.Session(Wire.Chats(1, 11), Wire.Chats(2, 12));
        var reading = rig.ReadAsync(session, stop.Token);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);

        await stop.CancelAsync();
        Assert.False(reading.IsCompleted);
        rig.Sink.ConfirmAll();

        Assert.Equal(CloseReason.Stopped, await reading.Soon());
        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.Single(rig.Sink.Published);
    }

    [Fact]
    public async Task ReadAsync_StoppedAndTheBrokerAway_GivesUpAtTheBound()
    {
        var time = new ArmedTime();
        var rig = new PipelineRig(time: time);
        using var stop = new CancellationTokenSource();
        var session = rig.Session(Wire.Chats(1, 11));
        var reading = rig.ReadAsync(session, stop.Token);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);

        await stop.CancelAsync();
        await time.AdvanceWhenArmedAsync(new DrainOptions().Settle, TestContext.Current.CancellationToken);

        Assert.Equal(CloseReason.Stopped, await reading.Soon());
        Assert.Empty(session.Sent);
        Assert.Equal(1, rig.Broadcast.Watermark.Pending);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public async Task ReadAsync_ControlEnded_ReadsTheFrameWholeThenEndsOnceDelivered(int action)
    {
        var rig = new PipelineRig();
        var session = rig.Session(Wire.Msg(1, [Wire.Chat(11), Wire.Control(12, action), Wire.Chat(13)]), Wire.Chats(2, 14));
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 3);
        Assert.False(reading.IsCompleted);
        rig.Sink.ConfirmAll();

        Assert.Equal(CloseReason.BroadcastEnded, await reading.Soon());
        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.Equal(3, rig.Sink.Published.Count);
    }

    [Fact]
    public async Task ReadAsync_Delivered_TellsBothLatencies()
    {
        var rig = new PipelineRig();
        var now = rig.Time.GetUtcNow();
        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], now: now.ToUnixTimeMilliseconds() - 40), Wire.Chats(2, 12));
        rig.Time.Advance(TimeSpan.FromMilliseconds(7));
        rig.Sink.ConfirmAll();

        Assert.Equal(
            [(TimeSpan.FromMilliseconds(7), TimeSpan.FromMilliseconds(47)), (TimeSpan.FromMilliseconds(7), (TimeSpan?)null)],
            rig.Listener.Delivered);
    }
}
