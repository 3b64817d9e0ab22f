using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Rig;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Simulator;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>
/// Simulator → pipeline → broker → read back, running. The simulator's oracle and the topics are compared at the end, and nothing else is trusted.
/// </summary>
internal sealed class LiveRun : IAsyncDisposable
{
    private const int Partitions = 12;

    private readonly LiveSettings _settings;
    private readonly OrderRecorder _order;
    private readonly TopicReader _reader;

    private LiveRun(LiveSettings settings, SimulatorHost simulator, KafkaEventSink sink, string brokers, KafkaOptions kafka)
    {
        _settings = settings;
        Simulator = simulator;
        Sink = sink;
        _order = new OrderRecorder(sink);
        _reader = TopicReader.Start(brokers, [.. new TopicNames(kafka).Events], [], _order.Read);
        var socket = new SocketOptions
        {
            Url = string.Equals(settings.Profile, SocketProfile.PushV2, StringComparison.Ordinal) ? simulator.SocketUrl : new Uri(simulator.SocketUrl, "/websocket/im/v1"),
            Profile = settings.Profile,
            HeartbeatInterval = settings.HeartbeatInterval,
        };
        Rig = new PipelineRig(socket, _order, Listener);
    }

    public SimulatorHost Simulator { get; }

    public KafkaEventSink Sink { get; }

    public PipelineRig Rig { get; }

    public CountingListener Listener { get; } = new();

    /// <summary>Events that were read back so far, each id once; those that the pipeline made itself not counted.</summary>
    public long ReadBack => _reader.Records.Distinct - _reader.Records.Derived;

    /// <summary>Makes the topics, starts the simulator and begins to follow every room.</summary>
    public static async Task<LiveRun> StartAsync(LiveSettings settings, IBroker broker, CancellationToken cancellationToken)
    {
        var kafka = new KafkaOptions
        {
            BootstrapServers = broker.Bootstrap,
            TopicPrefix = settings.TopicPrefix,
            DeadLetterTopic = $"{settings.TopicPrefix}.deadletter.v1",
            ValueFormat = settings.ValueFormat,
            CloudEvents = settings.CloudEvents,
        };
        var names = new TopicNames(kafka);
        await broker.CreateTopicsAsync([.. names.Events, names.DeadLetter], Partitions);
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
        var sink = new KafkaEventSink(kafka, new TopicsMetrics(Metrics.NewCustomRegistry()), TimeProvider.System, NullLogger<KafkaEventSink>.Instance);
        var run = new LiveRun(settings, simulator, sink, broker.Bootstrap, kafka);
        foreach (var room in simulator.Rooms)
        {
            run.Rig.Add(room.RoomId);
        }

        return run;
    }

    /// <summary>Waits for the world to stand still and for its last events, stops everything in order, and compares.</summary>
    public async Task<LiveResult> FinishAsync(CancellationToken cancellationToken)
    {
        await Simulator.WhenWorldStopped.WaitAsync(cancellationToken);
        var expected = Simulator.Oracle.Counts.Offered;
        try
        {
            await Eventually.IsTrueAsync(() => ReadBack >= expected && Sink.Unsettled == 0, _settings.DrainDeadline);
        }
        catch (TimeoutException)
        {
            // The comparison says what is missing.
        }

        await Rig.StopAsync();
        await Sink.FlushAsync(TimeSpan.FromSeconds(30), cancellationToken);
        await _reader.ReadToEndAsync(cancellationToken);
        return new LiveResult(
            Reconciler.Reconcile(SimulatedTruth.Of(Simulator), _reader.Records),
            _order.Misordered(),
            Simulator.FaultCounts.Where(f => f.Value > 0).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal),
            Simulator.Counters.FramesSent,
            Simulator.Counters.Redelivered,
            Simulator.Counters.WrongAcks);
    }

    public async ValueTask DisposeAsync()
    {
        await Rig.DisposeAsync();
        await _reader.DisposeAsync();
        await Sink.DisposeAsync();
        await Simulator.DisposeAsync();
    }
}
