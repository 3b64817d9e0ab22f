using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Server;
using DouyinIngest.Simulator;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace DouyinIngest.FunctionalTests.ConsolePage;

/// <summary>A real fleet: pods of the service on a real broker, which divide the rooms of a simulated upstream among themselves.</summary>
internal sealed class ConsoleFleet : IAsyncDisposable
{
    private const int CheckpointPartitions = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly List<WebApplication> _pods = [];

    private ConsoleFleet(SimulatorHost upstream) => Upstream = upstream;

    public SimulatorHost Upstream { get; }

    public IReadOnlyList<Uri> Consoles => [.. _pods.Select(pod => new Uri(pod.Urls.Single()))];

    /// <summary>Started, and every room streams, on more than one pod.</summary>
    public static async Task<ConsoleFleet> StartAsync(IBroker broker, string prefix, int pods, int rooms, CancellationToken cancellationToken)
    {
        var topics = new ChaosTopics(prefix, CheckpointPartitions);
        await topics.CreateAsync(broker, brokers: 1);
        var fleet = new ConsoleFleet(await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = rooms, EventsPerSecond = rooms * 5 }, cancellationToken: cancellationToken));
        try
        {
            using var control = new ControlWriter(broker.Bootstrap, topics.Control);
            await control.AddAsync(fleet.Upstream.Rooms.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture)));
            foreach (var (port, number) in LoopbackPorts.Free(pods).Select((port, i) => (port, i)))
            {
                var pod = IngestServer.Build([.. Arguments(broker, topics, fleet.Upstream, port, number)]);
                fleet._pods.Add(pod);
                await pod.StartAsync(cancellationToken);
            }

            await Eventually.IsTrueAsync(
                () => fleet.Running().All(count => count > 0) && fleet.Running().Sum() == rooms,
                Patience,
                () => $"every pod with rooms that stream; there are {string.Join(", ", fleet.Running())}");
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>The pod that runs a room; -1: none does.</summary>
    public int PodOf(string liveId) => _pods.FindIndex(pod => Directory(pod).Find(liveId) is { State: RoomState.Streaming });

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_pods.Select(pod => pod.StopAsync(CancellationToken.None)));
        foreach (var pod in _pods)
        {
            await pod.DisposeAsync();
        }

        await Upstream.DisposeAsync();
    }

    /// <summary>How many rooms stream on each pod.</summary>
    private int[] Running() => [.. _pods.Select(pod => Directory(pod).Snapshot().Count(room => room.State == RoomState.Streaming))];

    private static IRoomDirectory Directory(WebApplication pod) => pod.Services.GetRequiredService<IRoomDirectory>();

    private static string[] Arguments(IBroker broker, ChaosTopics topics, SimulatorHost upstream, int port, int number) =>
    [
        $"--Kafka:BootstrapServers={broker.Bootstrap}", $"--Kafka:TopicPrefix={topics.Prefix}", $"--Kafka:DeadLetterTopic={topics.DeadLetters}", $"--Kafka:StatusTopic={topics.Status}",
        $"--Kafka:ControlTopic={topics.Control}", $"--Kafka:CheckpointTopic={topics.Checkpoints}", string.Create(CultureInfo.InvariantCulture, $"--Kafka:CheckpointPartitions={CheckpointPartitions}"),
        $"--Fleet:Group={topics.Prefix}", string.Create(CultureInfo.InvariantCulture, $"--Fleet:Pod=pod-{number}"), "--Fleet:SessionTimeout=00:00:06",
        string.Create(CultureInfo.InvariantCulture, $"--Management:Port={port}"), string.Create(CultureInfo.InvariantCulture, $"--Fleet:ManagementAddress=127.0.0.1:{port}"), .. ConsoleRig.WithToken,
        $"--RoomInfo:UpstreamUrl={upstream.BaseUrl}", $"--Socket:Url={upstream.SocketUrl}", "--Ingest:OfflineInterval=00:00:02",
        "--Drain:Deadline=00:00:05", "--Drain:Settle=00:00:00.2", "--Drain:Flush=00:00:00.5", "--Logging:LogLevel:Default=None",
    ];
}
