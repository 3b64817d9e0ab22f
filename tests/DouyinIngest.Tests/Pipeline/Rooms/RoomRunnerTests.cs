using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>One room's life: looking, following, ending, and again.</summary>
public sealed class RoomRunnerTests
{
    private const long Next = Wire.RoomId + 1;

    [Fact]
    public async Task RunAsync_Offline_LooksAgainAtTheIntervalWithJitter()
    {
        await using var rig = new RunnerRig();
        rig.Info.Offline();
        rig.Start();
        await rig.UntilAsync(RoomState.Offline);

        var waits = new List<TimeSpan>();
        for (var look = 0; look < 12; look++)
        {
            waits.Add(await rig.LookAgainAsync());
        }

        Assert.All(waits, wait => Assert.InRange(wait, rig.Options.OfflineInterval, rig.Options.OfflineInterval * 1.2));
        Assert.True(waits.Distinct().Count() > 6, "rooms march in step");
        Assert.Equal(0, rig.Connector.Attempts);
        Assert.Equal(0, rig.Loggers.Count("BroadcastEnded"));
    }

    [Fact]
    public async Task RunAsync_OfflineAnswersNotInARow_DoNotEndTheBroadcast()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId).Offline().Live(Wire.RoomId).Offline().Offline();
        rig.Connector.Refuses(CloseReason.UpstreamError);
        rig.Start();
        await rig.UntilAsync(RoomState.Offline);
        for (var look = 2; look <= 4; look++)
        {
            await rig.LookAgainAsync();
            Assert.NotEqual(RoomState.Ended, (await rig.UntilAsync(RoomState.Offline)).State);
            Assert.Equal(0, rig.Loggers.Count("BroadcastEnded"));
        }

        await rig.LookAgainAsync();
        await rig.UntilAsync(RoomState.Ended);
        Assert.Equal(2, rig.Connector.Attempts);
        Assert.Equal(1, rig.Loggers.Count("BroadcastFollowed"));
    }

    [Theory]
    [InlineData(CloseReason.RoomNotFound)]
    [InlineData(CloseReason.RoomOffline)]
    public async Task RunAsync_RefusedAsOffline_CountsAsAnOfflineAnswer(CloseReason reason)
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId).Refuses(reason);
        rig.Connector.Refuses(CloseReason.Network);
        rig.Start();
        await rig.UntilAsync(RoomState.Offline);

        await rig.LookAgainAsync();
        var room = await rig.UntilAsync(RoomState.Offline);
        Assert.Equal((reason.ToString(), "what was seen", Remedies.For(reason)), (room.LastRefusal!.Reason, room.LastRefusal.Detail, room.LastRefusal.Remedy));
        Assert.Equal(0, rig.Loggers.Count("LookupRefused"));

        await rig.LookAgainAsync();
        await rig.UntilAsync(RoomState.Ended);
    }

    [Theory]
    [InlineData(CloseReason.RateLimited)]
    [InlineData(CloseReason.DeviceBlocked)]
    [InlineData(CloseReason.Network)]
    [InlineData(CloseReason.Tls)]
    [InlineData(CloseReason.Forbidden)]
    [InlineData(CloseReason.UpstreamError)]
    public async Task RunAsync_LookupRefused_NeitherCountsNorForgetsOfflineAnswers(CloseReason reason)
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId).Offline().Refuses(reason).Offline();
        rig.Connector.Refuses(CloseReason.Network);
        rig.Start();
        await rig.UntilAsync(RoomState.Offline);
        await rig.LookAgainAsync();
        await rig.UntilAsync(RoomState.Offline);

        await rig.LookAgainAsync();
        var room = await rig.UntilAsync(RoomState.BackingOff);
        Assert.Equal(reason.ToString(), room.LastRefusal?.Reason);
        Assert.Contains(Remedies.For(reason), rig.Loggers.Text("LookupRefused"), StringComparison.Ordinal);
        Assert.Equal(0, rig.Loggers.Count("BroadcastEnded"));

        Assert.InRange(await rig.LookAgainAsync(), rig.Options.OfflineInterval, rig.Options.OfflineInterval * 1.2);
        await rig.UntilAsync(RoomState.Ended);
    }

    [Fact]
    public async Task RunAsync_Ended_IsSaidOnceHoweverOftenItIsLookedAt()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Opens(rig.Session(Wire.Msg(1, [Wire.Control(11, 3)])));
        rig.Start();
        await rig.UntilAsync(RoomState.Ended);
        Assert.Equal(new DrainOptions().Settle, await rig.Time.NextAsync());

        for (var look = 0; look < 4; look++)
        {
            await rig.LookAgainAsync();
            await rig.UntilAsync(RoomState.Ended);
        }

        // The API names the old broadcast as live for a while: it is not opened again.
        Assert.Equal(1, rig.Connector.Attempts);
        Assert.Equal(1, rig.Loggers.Count("BroadcastEnded"));
    }

    [Fact]
    public async Task RunAsync_NextBroadcast_HasAKeyAndAWatermarkOfItsOwn()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId).Live(Next, "the next one");
        rig.Connector.Opens(rig.Session(Wire.Msg(1, [Wire.Chat(11), Wire.Control(12, 3)])));
        var second = rig.Session();
        rig.Connector.Opens(second);
        rig.Start(RunnerRig.Room("732001", 0, ("tenant", "x")));
        await rig.UntilAsync(RoomState.Ended);
        await rig.Time.NextAsync();
        await rig.LookAgainAsync();
        var room = await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal(($"{Next}", "the next one", 2, 0), (room.RoomId, room.Title, room.Sessions, room.Reconnects));
        Assert.Equal([ResumePoint.None, ResumePoint.None], rig.Connector.Resumes);

        // The same message id is another event in another broadcast.
        second.Give(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => rig.Sink.Published.Contains($"{Next}-11"));
        Assert.Equal([$"{Wire.RoomId}", $"{Next}"], rig.Sink.Rooms.Select(key => System.Text.Encoding.UTF8.GetString(key.Key)).Distinct());
        Assert.All(rig.Sink.Rooms, key => Assert.Equal(("732001", "x"), (key.LiveId, key.Labels["tenant"])));
        Assert.True(rig.Runner.Is($"{Next}"));
        Assert.False(rig.Runner.Is($"{Wire.RoomId}"));
    }

    [Fact]
    public async Task RunAsync_ConnectionGaveUp_GoesOnInTheSameBroadcastFromItsWatermark()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId, "one").Live(Wire.RoomId, "two");
        rig.Connector.Opens(rig.Session(Wire.Chats(1, 11)).End(CloseReason.IdleTimeout)).Opens(rig.Session());
        rig.Start();
        await rig.UntilAsync(RoomState.Offline);
        Assert.Contains(Remedies.For(CloseReason.IdleTimeout), rig.Loggers.Text("ConnectionGivenUp"), StringComparison.Ordinal);

        await rig.LookAgainAsync();
        var room = await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal([ResumePoint.None, new ResumePoint("c1", "e1")], rig.Connector.Resumes);
        Assert.Equal(("two", 2), (room.Title, room.Sessions));
        Assert.Equal(1, rig.Loggers.Count("BroadcastFollowed"));
        Assert.Equal(2, rig.Sink.Published.Count(id => id.Contains("-info-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(CloseReason.SignatureRejected)]
    [InlineData(CloseReason.DeviceBlocked)]
    [InlineData(CloseReason.CredentialQuota)]
    [InlineData(CloseReason.SignerFailed)]
    [InlineData(CloseReason.Tls)]
    public async Task RunAsync_ConnectRefused_SaysWhyAndHowToMendIt(CloseReason reason)
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Refuses(reason, "the answer was odd");
        rig.Start(tries: 2);
        Assert.Equal(TimeSpan.FromSeconds(3), await rig.Time.StepAsync());
        var room = await rig.UntilAsync(RoomState.Offline);

        Assert.Equal(new RoomRefusal(reason.ToString(), "the answer was odd", Remedies.For(reason)), room.LastRefusal);
        Assert.Equal(2, rig.Connector.Attempts);
        Assert.Equal(2, rig.Listener.Count($"refused {reason}"));
        Assert.Equal(1, rig.Listener.Count($"backing off {reason}"));
    }

    [Fact]
    public async Task RunAsync_PinnedRoom_ConnectsAgainWithoutAsking()
    {
        await using var rig = new RunnerRig();
        rig.Connector.Opens(rig.Session(Wire.Chats(1, 11)).End(CloseReason.RemoteClosed)).Opens(rig.Session());
        rig.Start(RunnerRig.Room($"{Wire.RoomId}", Wire.RoomId));
        await rig.UntilAsync(RoomState.Offline);
        Assert.InRange(await rig.Time.StepAsync(), rig.Options.OfflineInterval, rig.Options.OfflineInterval * 1.2);
        await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal(0, rig.Info.Asked);
        Assert.Equal("c1", rig.Connector.Resumes[1].Cursor);
        Assert.Equal(("", Wire.RoomId), rig.Connector.MadeFor);
        Assert.All(rig.Sink.Rooms, key => Assert.Equal("", key.LiveId));
    }

    [Fact]
    public async Task RunAsync_PinnedWithALiveId_KeepsTheLiveIdInItsEvents()
    {
        await using var rig = new RunnerRig();
        rig.Connector.Opens(rig.Session(Wire.Chats(1, 11)));
        rig.Start(RunnerRig.Room("732001", Wire.RoomId));
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);
        Assert.Equal(("732001", Wire.RoomId), rig.Connector.MadeFor);
        Assert.Equal("732001", rig.Sink.Rooms[0].LiveId);
        Assert.Equal(0, rig.Info.Asked);
    }

    [Fact]
    public async Task RunAsync_PinnedAndEnded_IsOverForGood()
    {
        await using var rig = new RunnerRig();
        rig.Connector.Opens(rig.Session(Wire.Msg(1, [Wire.Control(11, 4)])));
        rig.Start(RunnerRig.Room($"{Wire.RoomId}", Wire.RoomId));
        await rig.Running.Soon();
        Assert.Equal(RoomState.Ended, rig.Runner.State);
        Assert.Equal(1, rig.Loggers.Count("BroadcastEnded"));
    }

    [Fact]
    public async Task RunAsync_FaultAfterFault_RestsTwiceAsLongUpToSixteenTimes()
    {
        await using var rig = new RunnerRig();
        rig.Info.Throws(new InvalidOperationException("a bug"));
        rig.Start();
        var rests = new List<double>();
        for (var fault = 0; fault < 7; fault++)
        {
            await rig.UntilAsync(RoomState.BackingOff);
            rests.Add((await rig.LookAgainAsync()).TotalSeconds);
        }

        Assert.Equal([1, 2, 4, 8, 16, 16, 16], rests);
        await rig.UntilAsync(RoomState.BackingOff);
        Assert.False(rig.Running.IsCompleted);
        Assert.All(rig.Loggers.Lines.Where(line => line.Name == "RoomFaulted"), line => Assert.Equal(LogLevel.Error, line.Level));
    }

    [Fact]
    public async Task RunAsync_FaultWithinAFrame_RepeatsThatFrame()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId);
        rig.Sink.Throws = new InvalidOperationException("a bug");
        rig.Sink.ThrowsAfter = 2; // the card and the first message
        rig.Connector.Opens(rig.Session(Wire.Chats(1, 11, 12))).Opens(rig.Session());
        rig.Start();
        await Waiting.UntilAsync(() => rig.Listener.Count("faulted") == 1);
        rig.Sink.Throws = null;
        await rig.Time.StepAsync();
        await Waiting.UntilAsync(() => rig.Connector.Attempts == 2);

        // Message 12 was never handed over: behind its frame the room must not go on.
        Assert.Equal(ResumePoint.None, rig.Connector.Resumes[1]);
    }

    [Fact]
    public async Task RunAsync_FaultBehindAnUnconfirmedFrame_GoesOnBehindTheLastWholeOne()
    {
        await using var rig = new RunnerRig();
        rig.Sink.Confirming = false;
        rig.Info.Live(Wire.RoomId);
        rig.Sink.Throws = new InvalidOperationException("a bug");
        rig.Sink.ThrowsAfter = 2;
        rig.Connector.Opens(rig.Session(Wire.Chats(1, 11), Wire.Chats(2, 12))).Opens(rig.Session());
        rig.Start();
        await Waiting.UntilAsync(() => rig.Listener.Count("faulted") == 1);
        rig.Sink.Throws = null;
        await rig.Time.StepAsync();
        await Waiting.UntilAsync(() => rig.Connector.Attempts == 2);
        Assert.Equal(new ResumePoint("c1", "e1"), rig.Connector.Resumes[1]);
    }

    [Fact]
    public async Task RunAsync_FaultOfACard_PublishesItAtTheNextLook()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId);
        rig.Sink.Throws = new InvalidOperationException("a bug");
        rig.Connector.Opens(rig.Session());
        rig.Start();
        await Waiting.UntilAsync(() => rig.Listener.Count("faulted") == 1);
        Assert.Empty(rig.Sink.Published);
        rig.Sink.Throws = null;
        await rig.LookAgainAsync();
        await rig.UntilAsync(RoomState.Streaming);
        Assert.Single(rig.Sink.Published);
    }

    [Theory]
    [InlineData("offline")]
    [InlineData("connecting")]
    [InlineData("streaming")]
    [InlineData("backing off")]
    [InlineData("resting")]
    [InlineData("ended")]
    public async Task RunAsync_StoppedAnywhere_EndsAtOnce(string where)
    {
        await using var rig = new RunnerRig();
        var session = rig.Session();
        _ = where switch
        {
            "offline" => rig.Info.Offline(),
            "resting" => rig.Info.Throws(new InvalidOperationException("a bug")),
            _ => rig.Info.Live(Wire.RoomId),
        };
        _ = where switch
        {
            "connecting" => rig.Connector.Hangs(),
            "backing off" => rig.Connector.Refuses(CloseReason.Network),
            "ended" => rig.Connector.Opens(session.Give(Wire.Msg(1, [Wire.Control(11, 3)]))),
            _ => rig.Connector.Opens(session),
        };
        rig.Start(tries: 9);
        await rig.UntilAsync(where switch
        {
            "offline" => RoomState.Offline,
            "connecting" => RoomState.Connecting,
            "streaming" => RoomState.Streaming,
            "ended" => RoomState.Ended,
            _ => RoomState.BackingOff,
        });

        await rig.StopAsync();
        await rig.Running.Soon();
        Assert.Equal(where == "ended" ? RoomState.Ended : RoomState.Stopped, rig.Runner.State);
        Assert.Equal(where is "streaming" or "ended", session.Disposed);
        Assert.Null(rig.Runner.OldestUnackedAt);
    }

    [Theory]
    [InlineData(RoomTransport.Hybrid, "websocket")]
    [InlineData(RoomTransport.Websocket, "websocket")]
    [InlineData(RoomTransport.Polling, "polling")]
    public async Task Snapshot_Transport_IsAsAssignedUntilItChanges(RoomTransport assigned, string goes)
    {
        await using var rig = new RunnerRig();
        rig.Connector.Opens(rig.Session());
        rig.Start(RunnerRig.Room("732001", Wire.RoomId) with { Transport = assigned });
        var room = await rig.UntilAsync(RoomState.Streaming);
        Assert.Equal((assigned, goes, 0), (rig.Connector.Transport, room.Transport, room.TransportChanges));

        rig.Connector.Listener!.TransportChanged(TransportChange.ToPolling, CloseReason.IdleTimeout);
        room = rig.Runner.Snapshot();
        Assert.Equal(("polling", 1), (room.Transport, room.TransportChanges));
        Assert.Equal(1, rig.Listener.Count("transport ToPolling IdleTimeout"));
    }

    [Fact]
    public async Task Snapshot_AddsUpWhatTheRoomHasSeen()
    {
        await using var rig = new RunnerRig();
        rig.Info.Live(Wire.RoomId, "a title");
        rig.Sink.Confirming = false;
        rig.Connector.Opens(rig.Session(Wire.Chats(1, 11, 12), Wire.Chats(1, 11, 12)).End(CloseReason.RemoteClosed))
            .Opens(rig.Session(Wire.Unknown, Wire.Msg(2, [Wire.Chat(12), Wire.Strange(13), Wire.Bad(14)])));
        var start = rig.Time.GetUtcNow();
        rig.Start(RunnerRig.Room("732001", 0, ("tenant", "x")), tries: 9);
        await rig.Time.StepAsync();
        await Waiting.UntilAsync(() => rig.Sink.DeadLetters.Count == 1);
        await Waiting.UntilAsync(() => rig.Runner.Snapshot().UnackedFrames == 3);
        var room = rig.Runner.Snapshot();

        Assert.Equal((2L, 1L, 3L), (room.Events["chat"], room.Events["room"], room.Events["total"]));
        Assert.Equal((1L, 2L, 1L, 1L, 0), (room.Duplicates, room.Dropped, room.RejectedFrames, room.RedeliveredFrames, room.Gaps));
        Assert.Equal((2, 1, "x"), (room.Sessions, room.Reconnects, room.Labels["tenant"]));
        Assert.Equal("RemoteClosed", room.LastRefusal?.Reason);
        Assert.Equal(start.AddSeconds(3), room.Since);
        Assert.Equal(start, rig.Runner.OldestUnackedAt);
    }
}
