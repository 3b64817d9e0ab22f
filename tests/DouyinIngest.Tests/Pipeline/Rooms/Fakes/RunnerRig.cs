using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>One room's whole life between a scripted API, a scripted connector and a sink in memory. A connection gives up at its first failure.</summary>
internal sealed class RunnerRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private RoomRunner? _runner;

    public SteppedTime Time { get; } = new();

    public ManualSink Sink { get; } = new() { Confirming = true };

    public RecordingRoomListener Listener { get; } = new();

    public RecordingLoggers Loggers { get; } = new();

    public ScriptedConnector Connector { get; } = new();

    public ScriptedRoomInfo Info { get; } = new();

    public IngestOptions Options { get; } = new() { FaultLimit = 3 };

    /// <summary>Where the room tells of itself; null: nowhere.</summary>
    public IStatusSink? Status { get; init; }

    public RoomRunner Runner => _runner!;

    public RoomServices? Services { get; private set; }

    public Task Running { get; private set; } = Task.CompletedTask;

    public static RoomAssignment Room(string liveId = "732001", long roomId = 0, params (string Key, string Value)[] labels)
        => new(liveId, roomId, labels.ToDictionary(label => label.Key, label => label.Value, StringComparer.Ordinal));

    public ScriptedSession Session(params byte[][] frames) => new ScriptedSession(Time).Give(frames);

    /// <summary>What the rooms of a process share.</summary>
    public RoomServices Serve(int tries = 1) => Services = new RoomServices(
        Info,
        Connector,
        new FixedDelayPolicy(tries, TimeSpan.FromSeconds(3)),
        new FrameInflater(new FrameOptions()),
        Sink,
        new PodBudget(1 << 20),
        Listener,
        Microsoft.Extensions.Options.Options.Create(new EventOptions()),
        Microsoft.Extensions.Options.Options.Create(Options),
        Microsoft.Extensions.Options.Options.Create(new DrainOptions()),
        Time,
        Loggers,
        Status);

    public RunnerRig Start(RoomAssignment? assignment = null, int tries = 1, RoomPlace? place = null)
    {
        _runner = new RoomRunner(assignment ?? Room(), Serve(tries), place);
        Running = _runner.RunAsync(_stop.Token);
        return this;
    }

    public Task StopAsync() => _stop.CancelAsync();

    public async Task<RoomSnapshot> UntilAsync(RoomState state)
    {
        await Waiting.UntilAsync(() => Runner.State == state);
        return Runner.Snapshot();
    }

    /// <summary>Goes on to the end of the room's next wait, and waits until the API was asked again.</summary>
    public async Task<TimeSpan> LookAgainAsync()
    {
        var asked = Info.Asked;
        var waited = await Time.StepAsync();
        await Waiting.UntilAsync(() => Info.Asked > asked);
        return waited;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Sink.ConfirmAll();
        await Running.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default).Soon();
        _stop.Dispose();
    }
}
