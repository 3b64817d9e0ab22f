using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>Rooms come, go and change while others run.</summary>
public sealed class AssignmentChangeTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly ManualSink _sink = new() { Confirming = true };
    private readonly ScriptedAssignments _assignments = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly IngestOptions _options = new() { ConcurrentLookups = 2 };
    private readonly ManyRooms _rooms;
    private IRoomInfoClient _info = new EveryRoomIsLive();
    private RoomHost? _host;
    private RoomSupervisor? _supervisor;
    private Task _running = Task.CompletedTask;

    public AssignmentChangeTests() => _rooms = new ManyRooms(_time);

    [Fact]
    public async Task Assign_AnotherRoom_LeavesTheOthersAlone()
    {
        Run("101");
        await StreamingAsync("101");
        _assignments.Assign(Room("101"), Room("102"));
        await StreamingAsync("102");

        Assert.Single(_rooms.Of("101"));
        Assert.False(_rooms.Of("101")[0].Disposed);
        Assert.Equal(["101", "102"], _host!.Snapshot().Select(room => room.LiveId));
        Assert.Equal(2, _host!.CountByState()[(int)RoomState.Streaming]);
    }

    [Fact]
    public async Task Assign_OtherLabels_ReplacesTheRoomOnceTheOldOneIsGone()
    {
        Run("101", "102");
        await StreamingAsync("101");
        await StreamingAsync("102");
        _rooms.Of("101")[0].Give(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => _rooms.Of("101")[0].Sent.Count == 1);

        _assignments.Assign(Room("101", ("tenant", "x")), Room("102"));
        await Waiting.UntilAsync(() => _rooms.Of("101").Count == 2);

        Assert.True(_rooms.Of("101")[0].Disposed);
        Assert.Single(_rooms.Of("102"));
        await StreamingAsync("101");
        Assert.Equal("x", _host!.Find("101")!.Labels["tenant"]);
        _rooms.Of("101")[1].Give(Wire.Chats(2, 12));
        await Waiting.UntilAsync(() => _sink.Rooms[^1].Labels.ContainsKey("tenant"));
    }

    [Fact]
    public async Task Assign_OtherFilter_TheRoomRunsOnAndGoesByItFromTheNextEvent()
    {
        Run("101", "102");
        await StreamingAsync("101");
        await StreamingAsync("102");
        var session = _rooms.Of("101")[0];
        session.Give(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => session.Sent.Count == 1);

        _assignments.Assign(Room("101") with { Filter = new FilterRules { Kinds = [EventKind.Gift] } }, Room("102"));
        await Waiting.UntilAsync(() => _host!.Running["101"].Filter is not null);
        session.Give(Wire.Msg(2, [Wire.Chat(12), Wire.Combo(13, 1)]));
        await Waiting.UntilAsync(() => session.Sent.Count == 2);
        _assignments.Assign(Room("101"), Room("102"));
        await Waiting.UntilAsync(() => _host!.Running["101"].Filter is null);
        session.Give(Wire.Chats(3, 14));
        await Waiting.UntilAsync(() => session.Sent.Count == 3);

        Assert.Equal(["11", "13", "14"], _sink.Published.Where(id => !id.Contains("-info-", StringComparison.Ordinal)).Select(id => id[^2..]));
        Assert.Equal(1, _host!.Find("101")!.Filtered);
        Assert.False(session.Disposed);
        Assert.Single(_rooms.Of("101"));
    }

    [Fact]
    public async Task Assign_RoomGoneWithDeliveriesOnTheirWay_WaitsForThemAndAcks()
    {
        _sink.Confirming = false;
        Run("101", "102");
        await StreamingAsync("101");
        await StreamingAsync("102");
        var session = _rooms.Of("101")[0];
        session.Give(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => _sink.Published.Any(id => id.EndsWith("-11", StringComparison.Ordinal)));

        _assignments.Assign(Room("102"));
        await Waiting.UntilAsync(() => session.Reads == 2);
        Assert.NotNull(_host!.Find("101"));
        Assert.False(session.Disposed);
        _sink.ConfirmAll();

        await Waiting.UntilAsync(() => _host!.Find("101") is null);
        Assert.Equal([Wire.Ack(1)], session.Sent);
        Assert.True(session.Disposed);
        Assert.False(_rooms.Of("102")[0].Disposed);
    }

    [Fact]
    public async Task Assign_TheSameAgain_ChangesNothing()
    {
        Run("101");
        await StreamingAsync("101");
        _assignments.Assign(Room("101"));
        _assignments.Assign(Room("101"), Room("103"));
        await StreamingAsync("103");
        Assert.Single(_rooms.Of("101"));
    }

    [Fact]
    public async Task Assign_GoneAndBack_BeginsAFreshRoom()
    {
        Run("101");
        await StreamingAsync("101");
        _assignments.Assign();
        await Waiting.UntilAsync(() => _host!.Snapshot().Count == 0);
        _assignments.Assign(Room("101"));
        await StreamingAsync("101");
        Assert.Equal(2, _rooms.Of("101").Count);
        Assert.Equal(1, _host!.Find("101")!.Sessions);
    }

    [Fact]
    public async Task RunAsync_SourceBreaks_StopsTheRoomsAndSaysSo()
    {
        Run("101", "102");
        await StreamingAsync("101");
        await StreamingAsync("102");
        _assignments.Break(new InvalidOperationException("the source broke"));

        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() => _running.Soon());
        Assert.Equal("the source broke", fault.Message);
        Assert.True(_rooms.Of("101")[0].Disposed);
        Assert.True(_rooms.Of("102")[0].Disposed);
        Assert.Empty(_host!.Snapshot());
    }

    [Fact]
    public async Task RunAsync_FaultOfTheProcess_StopsEveryRoom()
    {
        _options.FaultLimit = 2;
        Run("101", "102", "103");
        foreach (var id in (string[])["101", "102", "103"])
        {
            await StreamingAsync(id);
        }

        _sink.Throws = new InvalidOperationException("a bug");
        _rooms.Of("101")[0].Give(Wire.Chats(1, 11));
        _rooms.Of("102")[0].Give(Wire.Chats(1, 11));

        await Assert.ThrowsAsync<RoomFaultException>(() => _running.Soon());
        Assert.All((string[])["101", "102", "103"], id => Assert.True(_rooms.Of(id)[0].Disposed));
    }

    [Fact]
    public async Task OldestUnackedAt_IsThatOfTheSlowestRoom()
    {
        Run("101", "102");
        await StreamingAsync("101");
        await StreamingAsync("102");
        Assert.Null(_host!.OldestUnackedAt());
        _sink.Confirming = false;
        var first = _time.GetUtcNow();
        _rooms.Of("102")[0].Give(Wire.Chats(1, 21));
        await Waiting.UntilAsync(() => _host!.OldestUnackedAt() == first);
        _time.Advance(TimeSpan.FromSeconds(5));
        _rooms.Of("101")[0].Give(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => _sink.Published.Any(id => id.EndsWith("-11", StringComparison.Ordinal)));

        Assert.Equal(first, _host!.OldestUnackedAt());
        Assert.True(_sink.Confirm("-21"));
        await Waiting.UntilAsync(() => _host!.OldestUnackedAt() == first.AddSeconds(5));
        _sink.ConfirmAll();
    }

    [Fact]
    public async Task RunAsync_ManyRooms_AskNoMoreThanAllowedAtOnce()
    {
        var gate = new GatedRoomInfo();
        _info = gate;
        Run([.. Enumerable.Range(101, 7).Select(id => $"{id}")]);
        for (var asked = 2; asked <= 7; asked++)
        {
            var wanted = asked;
            await Waiting.UntilAsync(() => gate.Asked == wanted);
            Assert.Equal(2, gate.Waiting);
            gate.LetOneGo();
        }

        gate.LetOneGo();
        await Waiting.UntilAsync(() => _host!.CountByState()[(int)RoomState.Streaming] == 7);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _sink.Throws = null;
        _sink.ConfirmAll();
        await _running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Soon();
        _stop.Dispose();
    }

    private static RoomAssignment Room(string liveId, params (string Key, string Value)[] labels) => RunnerRig.Room(liveId, 0, labels);

    private void Run(params string[] rooms)
    {
        _host = new RoomHost(new RoomServices(
            _info,
            _rooms,
            new FixedDelayPolicy(1, TimeSpan.FromSeconds(1)),
            new FrameInflater(new FrameOptions()),
            _sink,
            new PodBudget(1 << 20),
            new RecordingRoomListener(),
            Options.Create(new EventOptions()),
            Options.Create(_options),
            Options.Create(new DrainOptions()),
            _time,
            new RecordingLoggers()));
        _supervisor = new RoomSupervisor(_assignments, _host);
        _assignments.Assign([.. rooms.Select(id => Room(id))]);
        _running = _supervisor.RunAsync(_stop.Token);
    }

    private Task StreamingAsync(string liveId) => Waiting.UntilAsync(() => _host!.Find(liveId)?.State == RoomState.Streaming);

    private static RoomInfoResult Live(string room)
        => new(new RoomCard { LiveId = room, RoomId = Wire.RoomId + long.Parse(room, System.Globalization.CultureInfo.InvariantCulture), Status = RoomStatus.Live }, default, "");

    private sealed class EveryRoomIsLive : IRoomInfoClient
    {
        public Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken) => Task.FromResult(Live(room));
    }

    private sealed class GatedRoomInfo : IRoomInfoClient
    {
        private readonly System.Threading.Channels.Channel<bool> _gate = System.Threading.Channels.Channel.CreateUnbounded<bool>();
        private int _asked;
        private int _waiting;

        public int Asked => Volatile.Read(ref _asked);

        public int Waiting => Volatile.Read(ref _waiting);

        public void LetOneGo() => _gate.Writer.TryWrite(true);

        public async Task<RoomInfoResult> GetAsync(string room, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _waiting);
            Interlocked.Increment(ref _asked);
            await _gate.Reader.ReadAsync(cancellationToken);
            Interlocked.Decrement(ref _waiting);
            return Live(room);
        }
    }
}
