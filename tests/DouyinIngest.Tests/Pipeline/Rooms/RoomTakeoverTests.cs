using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Closed = DouyinIngest.Protos.Ingest.V1.RoomCheckpoint.Types.Closed;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>A room of a fleet: where it goes on, and what it leaves behind.</summary>
public sealed class RoomTakeoverTests
{
    private const long Next = Wire.RoomId + 1;

    private readonly RecordingCheckpoints _checkpoints = new();
    private readonly RecordingStatus _status = new();
    private readonly ManualGate _gate = new() { Epoch = 40 };

    [Fact]
    public async Task RunAsync_FromACheckpoint_ConnectsByItsCursorWithoutALookUp()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Connector.Opens(rig.Session(Wire.Chats(8, 11)));
        rig.Start(place: From(rig, Closed.Moved));
        await rig.UntilAsync(RoomState.Streaming);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);

        Assert.Equal(0, rig.Info.Asked);
        Assert.Equal([new ResumePoint("c7", "e7")], rig.Connector.Resumes);
        Assert.Equal(("732001", Wire.RoomId), rig.Connector.MadeFor);
        Assert.Equal(40, Assert.Single(rig.Sink.Rooms).Epoch);
        Assert.Empty(_status.Gaps);
    }

    [Fact]
    public async Task RunAsync_FromACheckpoint_CarriesItsCountersOn()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Connector.Opens(rig.Session(Wire.Chats(8, 11)));
        var place = From(rig, Closed.Moved);
        place.From!.Counters = new Counters { Duplicates = 7, Events = { 0, 100 } };
        rig.Start(place: place);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);
        await StopAsync(rig);

        var counters = rig.Runner.End(Closed.Moved).Final!.Counters;
        Assert.Equal((101L, 7L), (counters.Events[1], counters.Duplicates));
    }

    [Fact]
    public async Task RunAsync_WithoutACursor_IsLookedUpAndConnectsOnce()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Opens(rig.Session());
        rig.Start(place: From(rig, Closed.Moved, cursor: ""));
        await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal(1, rig.Info.Asked);
        Assert.Equal([ResumePoint.None], rig.Connector.Resumes);
    }

    [Fact]
    public async Task RunAsync_FromAPause_GivesUpTheCursorAndTellsTheGap()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Opens(rig.Session());
        rig.Start(place: From(rig, Closed.Paused));
        await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal([ResumePoint.None], rig.Connector.Resumes);
        var (room, from, to, reason, estimate) = Assert.Single(_status.Gaps);
        Assert.Equal(("732001", Wire.RoomId, 40L, "paused", 10L), (room.LiveId, room.RoomId, room.Epoch, reason, estimate));
        Assert.Equal(TimeSpan.FromSeconds(5), to - from);
    }

    [Fact]
    public async Task RunAsync_FromABroadcastThatEnded_DoesNotConnectToItAgain()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Live(Wire.RoomId).Live(Next);
        rig.Connector.Opens(rig.Session());
        rig.Start(place: From(rig, Closed.Ended));
        await rig.UntilAsync(RoomState.Ended);
        Assert.Equal(0, rig.Connector.Attempts);
        Assert.Equal(0, rig.Loggers.Count("BroadcastEnded"));

        await rig.LookAgainAsync();
        await rig.UntilAsync(RoomState.Streaming);
        Assert.Equal([ResumePoint.None], rig.Connector.Resumes);
        Assert.Equal(("732001", Next), rig.Connector.MadeFor);
        Assert.Empty(_status.Gaps);
    }

    [Theory]
    [InlineData(CloseReason.RoomOffline)]
    [InlineData(CloseReason.RoomNotFound)]
    public async Task RunAsync_BroadcastEndedWhileNobodyFollowed_TellsTheGapAndFindsTheNext(CloseReason refusal)
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Live(Next);
        rig.Connector.Refuses(refusal).Opens(rig.Session());
        rig.Start(place: From(rig, Closed.Moved));
        await rig.UntilAsync(RoomState.Streaming);

        var (room, from, to, reason, estimate) = Assert.Single(_status.Gaps);
        Assert.Equal(("732001", Wire.RoomId, "ended_unowned", 10L), (room.LiveId, room.RoomId, reason, estimate));
        Assert.Equal(TimeSpan.FromSeconds(5), to - from);
        Assert.Equal([new ResumePoint("c7", "e7"), ResumePoint.None], rig.Connector.Resumes);
        Assert.Equal(("732001", Next), rig.Connector.MadeFor);
        Assert.Equal((Wire.RoomId, Closed.Ended), (_checkpoints.All[0].RoomId, _checkpoints.All[0].Closed));
    }

    [Fact]
    public async Task RunAsync_RefusedForAnotherReason_KeepsTheBroadcastAndTheCursor()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Refuses(CloseReason.Network).Opens(rig.Session());
        rig.Start(place: From(rig, Closed.Moved));
        await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal([new ResumePoint("c7", "e7"), new ResumePoint("c7", "e7")], rig.Connector.Resumes);
        Assert.Empty(_status.Gaps);
    }

    [Fact]
    public async Task RunAsync_PinnedToAnotherBroadcast_IgnoresTheCheckpoint()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Connector.Opens(rig.Session());
        rig.Start(RunnerRig.Room(roomId: Next), place: From(rig, Closed.Moved));
        await rig.UntilAsync(RoomState.Streaming);

        Assert.Equal([ResumePoint.None], rig.Connector.Resumes);
        Assert.Equal(("732001", Next), rig.Connector.MadeFor);
    }

    [Theory]
    [InlineData(Closed.Moved)]
    [InlineData(Closed.Paused)]
    [InlineData(Closed.Removed)]
    [InlineData(Closed.Unplaced)]
    public async Task End_WhileStreaming_IsWhereItGotToAndSaysWhy(Closed why)
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Connector.Opens(rig.Session(Wire.Chats(8, 11)));
        rig.Start(place: From(rig, Closed.Moved));
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);
        await StopAsync(rig);

        var end = rig.Runner.End(why);
        Assert.Equal(("c8", true, why), (end.Final!.Cursor, end.Final.Final, end.Final.Closed));
        Assert.True(end.Settled);
    }

    [Theory]
    [InlineData(Closed.Moved, Closed.Ended)]
    [InlineData(Closed.Paused, Closed.Paused)]
    public async Task End_AfterTheBroadcast_SaysEndedUnlessMoreIsToBeSaid(Closed why, Closed expected)
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Opens(rig.Session(Wire.Msg(8, [Wire.Control(11, 3)])));
        rig.Start(place: From(rig, Closed.Moved));
        await rig.UntilAsync(RoomState.Ended);
        await StopAsync(rig);

        Assert.Equal(expected, rig.Runner.End(why).Final!.Closed);
        Assert.Contains(_checkpoints.All, checkpoint => checkpoint.Closed == Closed.Ended);
    }

    [Fact]
    public async Task End_NotConfirmed_IsTheLastPlaceThatIs()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Sink.Confirming = false;
        rig.Connector.Opens(rig.Session(Wire.Chats(8, 11)));
        rig.Start(place: From(rig, Closed.Moved));
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 1);
        await StopAsync(rig);

        var end = rig.Runner.End(Closed.Moved);
        Assert.Equal(("c7", true), (end.Final!.Cursor, end.Final.Final));
        Assert.False(end.Settled);
    }

    [Fact]
    public async Task End_NeverGotAnywhere_HasNothingToTell()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Info.Offline();
        rig.Start(place: new RoomPlace(_gate, _checkpoints, null));
        await rig.UntilAsync(RoomState.Offline);
        await StopAsync(rig);

        Assert.Equal(new RoomEnd(null, Settled: true), rig.Runner.End(Closed.Moved));
        Assert.Empty(_checkpoints.All);
    }

    [Fact]
    public async Task RunAsync_FaultInAFleet_BeginsAnewFromWhatIsConfirmedOnly()
    {
        await using var rig = new RunnerRig { Status = _status };
        rig.Sink.Confirming = false;
        rig.Connector.Opens(rig.Session(Wire.Chats(8, 11), Wire.Chats(9, 12))).Opens(rig.Session());
        rig.Sink.Throws = new InvalidOperationException("made up");
        rig.Sink.ThrowsAfter = 1;
        rig.Info.Live(Wire.RoomId);
        rig.Start(place: From(rig, Closed.Moved));
        await rig.UntilAsync(RoomState.BackingOff);
        await Waiting.UntilAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(100));
            return rig.Connector.Attempts == 2;
        });

        Assert.Equal(new ResumePoint("c7", "e7"), rig.Connector.Resumes[1]);
    }

    private static async Task StopAsync(RunnerRig rig)
    {
        await rig.StopAsync();
        await Waiting.UntilAsync(() =>
        {
            rig.Time.Advance(TimeSpan.FromMilliseconds(100));
            return rig.Running.IsCompleted;
        });
    }

    /// <summary>Another owner got to frame 7, five seconds ago, at two events a second.</summary>
    private RoomPlace From(RunnerRig rig, Closed closed, string cursor = "c7")
    {
        var at = rig.Time.GetUtcNow().ToUnixTimeMilliseconds() - 5000;
        return new(_gate, _checkpoints, new RoomCheckpoint
        {
            Version = 1,
            RoomId = Wire.RoomId,
            Cursor = cursor,
            InternalExt = cursor.Length > 0 ? "e7" : "",
            Time = at,
            ServerTime = at,
            EventsPerSecond = 2,
            Epoch = 12,
            Instance = "another",
            Final = true,
            Closed = closed,
        });
    }
}
