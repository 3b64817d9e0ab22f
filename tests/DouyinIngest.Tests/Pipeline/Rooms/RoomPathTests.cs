using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>What the path does with rarer frames, and when it has to let go.</summary>
public sealed class RoomPathTests
{
    private static string Id(long msgId) => $"{Wire.RoomId}-{msgId}";

    [Fact]
    public async Task ReadAsync_Uncompressed_IsReadLikeAnyOther()
    {
        var rig = new PipelineRig();
        var (_, session) = await rig.ReadAllAsync(Wire.Plain(1, [Wire.Chat(11)], "c1", "e1"), Wire.Plain(2, [Wire.Chat(12)], null, null));
        Assert.Equal([Id(11), Id(12)], rig.Sink.Published);
        rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(1), Wire.Ack(2, "x2")], session.Sent);
        Assert.Equal(new ResumePoint("r2", "x2"), rig.Pipeline.Resume);
    }

    [Fact]
    public async Task ReadAsync_CloseFrameWithMessages_AreAckedAndMoveThePosition()
    {
        var rig = new PipelineRig();
        var session = rig.Session(Wire.Close(11, 12));
        Assert.Equal(CloseReason.CloseFrame, await rig.ReadAsync(session).Soon());
        Assert.Empty(session.Sent);
        rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(99)], session.Sent);
        Assert.Equal("c99", rig.Pipeline.Resume.Cursor);
    }

    [Fact]
    public async Task ReadAsync_CloseFrameAgain_ClosesAllTheSame()
    {
        var rig = new PipelineRig();
        await rig.ReadAsync(rig.Session(Wire.Close(11))).Soon();
        Assert.Equal(CloseReason.CloseFrame, await rig.ReadAsync(rig.Session(Wire.Close(11))).Soon());
        Assert.Equal([Id(11)], rig.Sink.Published);
        Assert.Equal(1, rig.Listener.Count("redelivered"));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public async Task ReadAsync_Control_EndsByThreeFourAndSixOnly(int action, bool ends)
    {
        var rig = new PipelineRig();
        rig.Sink.Confirming = true;
        var (reason, _) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Control(11, action)]), Wire.Chats(2, 12));
        Assert.Equal(ends ? CloseReason.BroadcastEnded : CloseReason.RemoteClosed, reason);
        Assert.Equal(!ends, rig.Sink.Published.Contains(Id(12)));
    }

    [Fact]
    public async Task ReadAsync_ComboThatIdles_IsClosedWithinTheFrameThatShowsIt()
    {
        var rig = new PipelineRig();
        const long Now = 1_700_000_000_000;
        var (_, session) = await rig.ReadAllAsync(
            Wire.Msg(1, [Wire.Combo(11, 3)], now: Now),
            Wire.Msg(2, [Wire.Chat(12)], now: Now + 9_000),
            Wire.Msg(3, [Wire.Chat(13)], now: Now + 60_000));

        Assert.Equal(4, rig.Sink.Published.Count);
        var derived = rig.Sink.Published[3];
        Assert.DoesNotContain(derived, (string[])[Id(11), Id(12), Id(13)]);
        Assert.True(rig.Sink.Confirm("-11") && rig.Sink.Confirm("-12") && rig.Sink.Confirm("-13"));
        Assert.Equal([Wire.Ack(1), Wire.Ack(2)], session.Sent);
        Assert.True(rig.Sink.Confirm(derived));
        Assert.Equal(3, session.Sent.Count);
    }

    [Fact]
    public async Task ReadAsync_OnlyBadMessages_AreAckedOnceTheirDeadLettersStand()
    {
        var rig = new PipelineRig();
        var (_, session) = await rig.ReadAllAsync(Wire.Msg(1, [Wire.Bad(11), Wire.Bad(12)]));
        Assert.Equal(2, rig.Sink.DeadLetters.Count);
        Assert.Empty(rig.Sink.Published);
        Assert.Empty(session.Sent);
        rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(1)], session.Sent);
    }

    [Fact]
    public async Task ReadAsync_StickyStateFirst_IsWhereTheRoomBeginsAndNoMore()
    {
        var rig = new PipelineRig();
        const string Sticky = "wss_msg_type:wrds|a:b";
        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11)], internalExt: Sticky));
        Assert.Equal(new ResumePoint("c1", Sticky), rig.Pipeline.Resume);
        await rig.ReadAllAsync(Wire.Chats(2, 12), Wire.Msg(3, [Wire.Chat(13)], internalExt: Sticky));
        rig.Sink.ConfirmAll();
        Assert.Equal(new ResumePoint("c2", "e2"), rig.Pipeline.Resume);
    }

    [Fact]
    public async Task ReadAsync_Unreadable_AbortsTheSessionWithItsReason()
    {
        var rig = new PipelineRig();
        var session = rig.Session(Wire.Garbage);
        Assert.Equal(CloseReason.UnreadableFrame, await rig.ReadAsync(session).Soon());

        // The scripted session gives its abort as the next read.
        using var next = await session.ReceiveAsync(TestContext.Current.CancellationToken).Soon();
        Assert.Equal((true, CloseReason.UnreadableFrame), (next.IsClosed, next.ClosedBecause));
    }

    [Fact]
    public async Task ReadAsync_GivenUpFrame_IsLoggedWithItsReason()
    {
        var rig = new PipelineRig();
        for (var attempt = 0; attempt < FailureStreak.Limit; attempt++)
        {
            await rig.ReadAllAsync(Wire.Garbage);
        }

        Assert.Equal(1, rig.Loggers.Count("FrameGivenUp"));
        Assert.Contains("BadEnvelope", rig.Loggers.Text("FrameGivenUp"), StringComparison.Ordinal);
        Assert.Single(rig.Sink.DeadLetters);
    }

    [Fact]
    public async Task ReadAsync_TooLargeAtDifferentPlaces_KeepsTheCursor()
    {
        var rig = new PipelineRig();
        rig.Sink.Confirming = true;
        for (ulong attempt = 1; attempt <= 5; attempt++)
        {
            var session = rig.Session(Wire.Chats(attempt, (long)attempt)).End(CloseReason.MessageTooLarge);
            Assert.Equal(CloseReason.MessageTooLarge, await rig.ReadAsync(session).Soon());
            Assert.Equal($"c{attempt}", rig.Pipeline.Resume.Cursor);
        }

        Assert.Equal(0, rig.Listener.Count("gap MessageTooLarge"));
        Assert.Equal(0, rig.Loggers.Count("CursorGivenUp"));
    }

    [Theory]
    [InlineData(CloseReason.RemoteClosed)]
    [InlineData(CloseReason.Network)]
    [InlineData(CloseReason.IdleTimeout)]
    [InlineData(CloseReason.MessageTimeout)]
    public async Task ReadAsync_ConnectionLost_DoesNotWaitForTheBroker(CloseReason reason)
    {
        var rig = new PipelineRig();
        Assert.Equal(reason, await rig.ReadAsync(rig.Session(Wire.Chats(1, 11)).End(reason)).Soon());
        Assert.Equal(1, rig.Broadcast.Watermark.Pending);
    }

    [Fact]
    public async Task ReadAsync_StoppedAndTheBrokerAway_SaysHowMuchIsLeft()
    {
        var time = new SteppedTime();
        var rig = new PipelineRig(time: time);
        using var stop = new CancellationTokenSource();
        var reading = rig.ReadAsync(rig.Session(Wire.Chats(1, 11), Wire.Chats(2, 12)), stop.Token);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 2);
        await stop.CancelAsync();
        Assert.Equal(new DrainOptions().Settle, await time.NextAsync());
        time.Advance(new DrainOptions().Settle - TimeSpan.FromMilliseconds(1));
        Assert.False(reading.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal(CloseReason.Stopped, await reading.Soon());
        var line = Assert.Single(rig.Loggers.Lines, line => line.Name == "NotSettled");
        Assert.Equal(LogLevel.Warning, line.Level);
        Assert.Contains(": 2 frames", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_EndedAndTheBrokerAway_IsBoundedToo()
    {
        var time = new SteppedTime();
        var rig = new PipelineRig(time: time);
        var reading = rig.ReadAsync(rig.Session(Wire.Msg(1, [Wire.Control(11, 3)])));
        await time.StepAsync();
        Assert.Equal(CloseReason.BroadcastEnded, await reading.Soon());
        Assert.Equal(1, rig.Loggers.Count("NotSettled"));
    }

    [Fact]
    public async Task ReadAsync_PodBudgetSpentByAnotherRoom_WaitsForIt()
    {
        var rig = new PipelineRig(podBytes: 1000);
        rig.Sink.Confirming = true;
        rig.Budget.Take(1000, 1);
        var session = rig.Session(Wire.Chats(1, 11)).End(CloseReason.RemoteClosed);
        var reading = rig.ReadAsync(session);
        Assert.Equal(0, session.Reads);
        Assert.False(reading.IsCompleted);
        rig.Budget.Give(1, 0);
        Assert.Equal(CloseReason.RemoteClosed, await reading.Soon());
        Assert.Equal([Id(11)], rig.Sink.Published);
    }

    [Fact]
    public async Task ReadAsync_SinkThrows_ComesOutAndTheFrameIsNeverReleased()
    {
        var rig = new PipelineRig();
        rig.Sink.Throws = new InvalidOperationException("a bug");
        rig.Sink.ThrowsAfter = 1;
        var session = rig.Session(Wire.Chats(1, 11, 12));
        await Assert.ThrowsAsync<InvalidOperationException>(() => rig.ReadAsync(session).Soon());
        rig.Sink.ConfirmAll();
        Assert.Empty(session.Sent);
        Assert.Equal(1, rig.Broadcast.Watermark.Pending);
        Assert.Equal((0L, 0L), (rig.Budget.Bytes, rig.Budget.Records));
    }

    [Fact]
    public async Task ReadAsync_ProofOfLife_ComesOncePerSessionAndOnlyWithAFrame()
    {
        var rig = new PipelineRig();
        await rig.ReadAllAsync();
        Assert.Equal(0, rig.Proofs);
        await rig.ReadAllAsync(Wire.Heartbeat, Wire.Heartbeat);
        Assert.Equal(1, rig.Proofs);
        await rig.ReadAllAsync(Wire.Heartbeat);
        Assert.Equal(2, rig.Proofs);
    }
}
