using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Simulator;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>
/// Simulator → service → broker → read back, running. The simulator's oracle and the topics are compared at the end, and nothing else is trusted.
/// </summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private const int Partitions = 12;

    private readonly LiveSettings _settings;
    private readonly TopicReader? _reader;

    private LiveRun(LiveSettings settings, SimulatorHost simulator, LiveService service, TopicReader? reader)
    {
        _settings = settings;
        Simulator = simulator;
        Service = service;
        _reader = reader;
    }

    public SimulatorHost Simulator { get; }

    public LiveService Service { get; }

    /// <summary>Events that were read back so far, each id once; those that the pipeline made itself not counted.</summary>
    public long ReadBack => Reader.Records.Distinct - Reader.Records.Derived;

    private TopicReader Reader => _reader ?? throw new InvalidOperationException("Only JSON values are read back.");

    /// <summary>Makes the topics and starts simulator and service; what stands on the topics is read all the while.</summary>
    public static async Task<LiveRun> StartAsync(LiveSettings settings, IBroker broker, CancellationToken cancellationToken)
    {
        var names = new TopicNames(new KafkaOptions { TopicPrefix = settings.TopicPrefix });
        await broker.CreateTopicsAsync(
            [.. names.Events, $"{settings.TopicPrefix}.deadletter.v1", $"{settings.TopicPrefix}.status.v1"], Partitions);
        var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions
            {
                Rooms = settings.Rooms,
                EventsPerSecond = settings.EventsPerSecond,
                MaxEvents = settings.Events,
                Seed = settings.Seed,
                Faults = settings.Faults,
                WaitForViewers = true,
            },
            cancellationToken: cancellationToken);
        try
        {
            var service = await LiveService.StartAsync(settings, simulator, broker.Bootstrap, cancellationToken);
            var reader = settings.ValueFormat == ValueFormat.Json
                ? TopicReader.Start(broker.Bootstrap, [.. names.Events], [], service.Order.Read)
                : null;
            return new LiveRun(settings, simulator, service, reader);
        }
        catch
        {
            await simulator.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits for the world to stand still and for its last events, stops the service, and compares.</summary>
    public async Task<LiveResult> FinishAsync(CancellationToken cancellationToken)
    {
        await Simulator.WhenWorldStopped.WaitAsync(cancellationToken);
        var hanging = new List<string>();
        var expected = Simulator.Oracle.Counts.Offered;
        try
        {
            await Eventually.IsTrueAsync(() => ReadBack >= expected && Service.Sink.Unsettled == 0, _settings.DrainDeadline);
        }
        catch (TimeoutException)
        {
            // The comparison says what is missing; this says where it may hang.
            foreach (var room in Service.Rooms.Snapshot().Where(r => r.UnackedFrames > 0 || r.State != RoomState.Streaming))
            {
                hanging.Add($"room {room.RoomId} {room.State} since {room.Since:T}, {room.UnackedFrames} frames unacked, {room.Sessions} sessions, last frame {room.LastFrameAt:T}, {room.LastRefusal}");
            }
        }

        var rooms = Service.Rooms.Snapshot();
        await Service.StopAsync();
        await Reader.ReadToEndAsync(cancellationToken);
        return new LiveResult(
            Reconciler.Reconcile(SimulatedTruth.Of(Simulator), Reader.Records),
            Service.Order.Misordered(),
            Simulator.FaultCounts.Where(f => f.Value > 0).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal),
            Simulator.Counters.FramesSent,
            Simulator.Counters.Redelivered,
            Simulator.Counters.WrongAcks,
            hanging,
            rooms.Sum(r => r.Gaps),
            Simulator.Counters.MissedEvents);
    }

    /// <summary>From the moment that the world made an event to the moment that its frame was read; what happened before its room was first read is left out.</summary>
    public LatencyHistogram Latency()
    {
        var latency = new LatencyHistogram();
        var received = Service.Order.ReceivedAt;
        foreach (var roomId in Simulator.Oracle.RoomIds)
        {
            var events = Simulator.Oracle.Events(roomId)
                .Select(e => (Made: DateTimeOffset.FromUnixTimeMilliseconds(e.Time), At: received.TryGetValue(EventKey.Of(e.Id), out var at) ? at : (DateTimeOffset?)null))
                .Where(e => e.At is not null)
                .ToList();
            var first = events.Select(e => e.At!.Value).DefaultIfEmpty().Min();
            events.Where(e => e.Made >= first).ToList().ForEach(e => latency.Add(e.At!.Value - e.Made));
        }

        return latency;
    }

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        if (_reader is not null)
        {
            await _reader.DisposeAsync();
        }

        await Simulator.DisposeAsync();
    }
}
