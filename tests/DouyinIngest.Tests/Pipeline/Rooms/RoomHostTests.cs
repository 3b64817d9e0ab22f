using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using Closed = DouyinIngest.Protos.Ingest.V1.RoomCheckpoint.Types.Closed;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>The rooms that run in a process: begun, ended, and told apart.</summary>
public sealed class RoomHostTests : IAsyncDisposable
{
    private readonly RunnerRig _rig = new();
    private readonly RecordingCheckpoints _checkpoints = new();
    private readonly RoomHost _host;

    public RoomHostTests() => _host = new RoomHost(_rig.Serve());

    [Fact]
    public async Task Stop_RoomThatRan_GivesItsEndAndForgetsIt()
    {
        _rig.Info.Live(Wire.RoomId);
        _rig.Connector.Opens(_rig.Session(Wire.Chats(1, 11)));
        _host.Start(RunnerRig.Room(), new RoomPlace(new ManualGate(), _checkpoints, null));
        await Waiting.UntilAsync(() => _checkpoints.All.Count == 1);
        Assert.Equal(1, _host.Count);
        Assert.Equal(["732001"], _host.Running.Keys);

        var end = await _host.StopAsync("732001", Closed.Unplaced).Soon();

        Assert.Equal(("c1", true, Closed.Unplaced, true), (end.Final!.Cursor, end.Final.Final, end.Final.Closed, end.Settled));
        Assert.Equal(0, _host.Count);
        Assert.Null(_host.Find("732001"));
    }

    [Fact]
    public async Task Stop_RoomThatDoesNotRun_HasNothingToTell()
        => Assert.Equal(default, await _host.StopAsync("732001", Closed.Moved).Soon());

    [Fact]
    public async Task Start_RoomThatRuns_Throws()
    {
        _rig.Info.Offline();
        _host.Start(RunnerRig.Room());

        Assert.Throws<InvalidOperationException>(() => _host.Start(RunnerRig.Room()));

        await _host.StopAllAsync().Soon();
        Assert.Equal(0, _host.Count);
    }

    [Fact]
    public async Task Start_AfterAStop_RunsAgain()
    {
        _rig.Info.Offline();
        _host.Start(RunnerRig.Room());
        await _host.StopAsync("732001", Closed.Moved).Soon();

        _host.Start(RunnerRig.Room());

        Assert.Equal(1, _host.Count);
    }

    [Fact]
    public async Task StopAll_ManyRooms_StopsEach()
    {
        _rig.Info.Offline();
        for (var room = 1; room <= 20; room++)
        {
            _host.Start(RunnerRig.Room($"73200{room}"));
        }

        await _host.StopAllAsync().Soon();

        Assert.Empty(_host.Snapshot());
        Assert.Null(_host.OldestUnackedAt());
    }

    [Fact]
    public async Task CheckpointAge_EventsNotConfirmed_IsHowFarTheirRoomIsAhead()
    {
        Assert.Equal((TimeSpan.Zero, null), (_host.CheckpointAge(), _host.LastEventAt()));
        _rig.Info.Live(Wire.RoomId);
        var session = _rig.Session();
        _rig.Connector.Opens(session);
        var start = _rig.Time.GetUtcNow();
        _host.Start(RunnerRig.Room(), new RoomPlace(new ManualGate(), _checkpoints, null));
        await Waiting.UntilAsync(() => session.Reads > 0);
        _rig.Connector.Listener!.FrameReceived(1);
        session.Give(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => _checkpoints.All.Count == 1);
        Assert.Equal((TimeSpan.Zero, start), (_host.CheckpointAge(), _host.LastEventAt()));

        _rig.Sink.Confirming = false;
        _rig.Time.Advance(TimeSpan.FromSeconds(14));
        _rig.Connector.Listener.FrameReceived(1);
        session.Give(Wire.Chats(2, 12));
        await Waiting.UntilAsync(() => _host.LastEventAt() == start.AddSeconds(14));
        Assert.Equal(TimeSpan.FromSeconds(14), _host.CheckpointAge());

        _rig.Sink.ConfirmAll();
        await Waiting.UntilAsync(() => _checkpoints.All.Count == 2);
        Assert.Equal(TimeSpan.Zero, _host.CheckpointAge());
    }

    [Fact]
    public async Task Fault_SameInSeveralRooms_IsTheProcesss()
    {
        _rig.Info.Throws(new InvalidOperationException("made up"));
        _host.Start(RunnerRig.Room("732001"));
        _host.Start(RunnerRig.Room("732002"));
        await Waiting.UntilAsync(() => _rig.Loggers.Count("RoomFaulted") == 2);
        Assert.False(_host.Fault.IsCompleted);

        _host.Start(RunnerRig.Room("732003"));

        var fault = await Assert.ThrowsAsync<RoomFaultException>(() => _host.Fault.Soon());
        Assert.Contains("made up", fault.Message, StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _rig.DisposeAsync();
    }
}
