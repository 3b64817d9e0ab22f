using System.Globalization;
using Confluent.Kafka;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.OpenPlatform;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.Extensions.DependencyInjection;

namespace DouyinIngest.Benchmarks.Scenarios.Push;

/// <summary>A fleet with webhooks, an Open Platform that pushes to them in turns, and what stands on the topics.</summary>
internal sealed class PushRun : IAsyncDisposable
{
    private const int Partitions = 12;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(90);

    private readonly SimulatorHost _simulator;
    private readonly List<PushPod> _pods = [];
    private readonly PushSettings _settings;

    private PushRun(PushSettings settings, SimulatorHost simulator, PushReader reader)
    {
        _settings = settings;
        _simulator = simulator;
        Reader = reader;
    }

    public PushReader Reader { get; }

    public IReadOnlyList<PushPod> Pods => _pods;

    public SimulatorHost Simulator => _simulator;

    public PlatformHost Platform => _simulator.Platform;

    public static async Task<PushRun> StartAsync(PushSettings settings, IBroker broker, CancellationToken cancellationToken)
    {
        var kafka = Named(settings, broker.Bootstrap);
        using (var admin = new TopicAdmin(kafka, TimeProvider.System))
        {
            await admin.CreateAsync(cancellationToken);
        }

        var ports = LoopbackPorts.Free(settings.Pods);
        var platform = new PlatformOptions
        {
            Webhooks = string.Join(',', ports.Select(port => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/push"))),
            EventsPerSecond = settings.EventsPerSecond,
            MaxEvents = settings.Events,
            Repeats = settings.Repeats,
            Forged = settings.Forged,
            Stale = settings.Stale,
            Missed = settings.Missed,
        };
        var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = settings.Rooms, Quiet = true, Platform = platform }, cancellationToken: cancellationToken);
        string[] kinds = ["chat", "gift", "like"];
        var run = new PushRun(settings, simulator, PushReader.Start(broker.Bootstrap, kinds.Select(kind => $"{settings.TopicPrefix}.{kind}.v1")));
        try
        {
            await AssignAsync(kafka, simulator);
            for (var i = 0; i < settings.Pods; i++)
            {
                run._pods.Add(await PushPod.StartAsync(kafka, simulator, platform, i, ports[i], cancellationToken));
            }

            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Every pod has rooms of its own that take pushes.</summary>
    public Task SpreadAsync() => Eventually.IsTrueAsync(
        () => _pods.Sum(TakenBy) == _settings.Rooms && _pods.Count(pod => TakenBy(pod) > 0) > 1,
        Deadline,
        () => $"all rooms taken, by more than one pod; they are {string.Join(", ", _pods.Select(TakenBy))}");

    /// <summary>Everything was pushed, and every true event stands on its topic at least once.</summary>
    public Task FinishAsync() => Eventually.IsTrueAsync(
        () => Platform.IsDone && Platform.Truth.Events.All(e => Reader.Events.ContainsKey(IdOf(e))),
        _settings.Away + Deadline + TimeSpan.FromSeconds(_settings.Events / _settings.EventsPerSecond),
        () => $"every event on its topic; {Platform.Truth.Events.Count(e => !Reader.Events.ContainsKey(IdOf(e)))} of {Platform.Truth.Events.Count} are not");

    /// <summary>Requests to all webhooks, by how they ended.</summary>
    public async Task<Dictionary<string, long>> OutcomesAsync()
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var pod in _pods)
        {
            foreach (var (outcome, count) in await pod.OutcomesAsync())
            {
                sums[outcome] = sums.GetValueOrDefault(outcome) + count;
            }
        }

        return sums;
    }

    /// <summary>The id under which an event must stand.</summary>
    public static string IdOf(PlatformEvent e) => string.Create(CultureInfo.InvariantCulture, $"op-{e.RoomId}-{e.MsgId}");

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_pods.Select(pod => pod.DisposeAsync().AsTask()));
        await Reader.DisposeAsync();
        await _simulator.DisposeAsync();
    }

    private static int TakenBy(PushPod pod) => pod.Services.GetRequiredService<PushRooms>().Count;

    private static async Task AssignAsync(KafkaOptions kafka, SimulatorHost simulator)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers }).SetLogHandler(static (_, _) => { }).Build();
        foreach (var room in simulator.Rooms)
        {
            await producer.ProduceAsync(kafka.ControlTopic, new Message<string, string>
            {
                Key = room.LiveId.ToString(CultureInfo.InvariantCulture),
                Value = "{\"transport\":\"push\"}",
            });
        }
    }

    private static KafkaOptions Named(PushSettings settings, string brokers) => new()
    {
        BootstrapServers = brokers,
        TopicPrefix = settings.TopicPrefix,
        DeadLetterTopic = $"{settings.TopicPrefix}.deadletter.v1",
        StatusTopic = $"{settings.TopicPrefix}.status.v1",
        ControlTopic = $"{settings.TopicPrefix}.rooms.v1",
        CheckpointTopic = $"{settings.TopicPrefix}.checkpoints.v1",
        CheckpointPartitions = Partitions,
    };
}
