using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Benchmarks.CrashPoints;
using DouyinIngest.Benchmarks.Scenarios.Outbound;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>
/// Two instances of a fleet under load, with a canary, a room that is pushed and lines to say; a third with rooms in which nothing happens; and a
/// Prometheus that scrapes them.
/// </summary>
internal sealed class DashboardRig : IAsyncDisposable
{
    /// <summary>The namespace under which the fleet is scraped.</summary>
    public const string Namespace = "fleet";

    /// <summary>Rooms of the fleet that have a place once its credential is short of them.</summary>
    private const int Placed = 16;

    /// <summary>The record that makes it so.</summary>
    public const string ShortOfPlaces = """{"credentials":{"default":{"limit":18,"reserve":2}}}""";

    private const int Quiet = 2;

    // Of the fleet's rooms these are pushed, so without a socket: the first from the beginning, the other when its tasks are to fail.
    private const int Pushed = 2;
    private const string ByPush = $$"""{"transport":"push","credential":"{{PodArguments.PushCredential}}"}""";

    private const int Lines = 12;
    private const int FaultAfterEvents = 300;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(8);

    private static readonly ChaosSettings Settings = new()
    {
        Rooms = 24,
        EventsPerSecond = 100,
        Pods = 2,
        Simulator = ["--ActiveRooms", "20", "--HotRoom", "300", "--SendWindow", "5000", "--Platform:EventsPerSecond", "20"],
        Pod =
        [
            // The busy room meets its bound soon when the broker is away, the others do not.
            "--Ingest:InFlightBytesPerRoom=1048576", "--Ingest:Shed:0=enter",
            "--Ingest:ReconnectMinDelay=00:00:00.5", "--Ingest:ReconnectMaxDelay=00:00:02",
            "--Kafka:Client:topic.metadata.propagation.max.ms=1000",
        ],
    };

    private readonly string _prefix;
    private readonly OutboundTopics _outbound;
    private readonly IReadOnlyList<int> _webhooks;
    private Pod? _quiet;

    private DashboardRig(ChaosRig fleet, PrometheusProcess prometheus, OutboundTopics outbound, IReadOnlyList<int> webhooks, string prefix)
    {
        Fleet = fleet;
        Prometheus = prometheus;
        _outbound = outbound;
        _webhooks = webhooks;
        _prefix = prefix;
    }

    public ChaosRig Fleet { get; }

    public PrometheusProcess Prometheus { get; }

    /// <summary>Live ids of the rooms of the fleet that have a socket.</summary>
    public IReadOnlyList<string> FleetRooms => [.. Fleet.LiveIds.SkipLast(Quiet + Pushed)];

    /// <summary>Those that are pushed.</summary>
    public IReadOnlyList<string> PushedRooms => [.. Fleet.LiveIds.Skip(FleetRooms.Count).Take(Pushed)];

    /// <summary>Every instance of the fleet follows it, each for itself; the fleet follows it too.</summary>
    public string Canary => FleetRooms[1];

    /// <summary>The topic that is deleted for a while.</summary>
    public string DeletedTopic => new ChaosTopics(_prefix).Events.First(topic => topic.Contains(".share.", StringComparison.Ordinal));

    /// <summary>All but the instances.</summary>
    public static async Task<DashboardRig> PrepareAsync(IBroker broker, string prometheus, string rules, string prefix)
    {
        var topics = new ChaosTopics(prefix);
        var outbound = new OutboundTopics(topics, broker.Bootstrap, ChaosTopics.UsualCheckpointPartitions);
        ChaosRig? fleet = null;
        try
        {
            var webhooks = LoopbackPorts.Free(Settings.Pods);
            var urls = string.Join(',', webhooks.Select(port => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/push")));
            fleet = await ChaosRig.StartAsync(Settings with { Simulator = [.. Settings.Simulator, "--Platform:Webhooks", urls] }, broker, prefix);
            await outbound.CreateAsync(CancellationToken.None);
            return new DashboardRig(fleet, await PrometheusProcess.StartAsync(prometheus, rules), outbound, webhooks, prefix);
        }
        catch
        {
            outbound.Dispose();
            await (fleet?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Starts the instances and hands the rooms out; returns once all of them stream and everything is scraped.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Fleet.StartPod(more: Beside(0));
        Fleet.StartPod(crash: (CrashPoint.Thrown, FaultAfterEvents), more: Beside(1));
        var place = new PodPlace(Settings.Pods, LoopbackPorts.Free(1)[0], Fleet.Broker.Bootstrap, Fleet.Simulator.Url);
        _quiet = Pod.Start(place, PodArguments.Of(Settings with { Static = true }, new ChaosTopics(_prefix), place, [.. Fleet.LiveIds.TakeLast(Quiet)]));
        await Task.WhenAll(Fleet.Pods.Append(_quiet).Select(pod => pod.UntilReadyAsync(Deadline)));
        foreach (var pod in Fleet.Pods)
        {
            await Prometheus.AddTargetAsync(pod.Place.Port, Namespace, Name(pod));
        }

        await Fleet.UntilFollowedAsync(Quiet + Settings.Pods, Deadline, cancellationToken);
        await Fleet.Control!.WriteAsync([.. FleetRooms.Select(room => (room, (string?)"{}")), (PushedRooms[0], ByPush)]);
        await Fleet.UntilFollowedAsync(FleetRooms.Count + Quiet + Settings.Pods, Deadline, cancellationToken);

        // What the upstream says at the beginning of a session has been said: from now on those rooms are silent.
        await Prometheus.AddTargetAsync(place.Port, "quiet", Name(_quiet));
    }

    /// <summary>One more room that is pushed.</summary>
    public Task PushAnotherAsync() => Fleet.Control!.WriteAsync([(PushedRooms[1], ByPush)]);

    /// <summary>More lines for one room than it may say before they expire.</summary>
    public async Task OrderLinesAsync()
    {
        for (var n = 0; n < Lines; n++)
        {
            await _outbound.OrderAsync(FleetRooms[2], string.Create(CultureInfo.InvariantCulture, $"line {n}"), n);
        }
    }

    /// <summary>Until all rooms that have a place stream again, and it is seen that they do.</summary>
    public async Task RecoveredAsync(CancellationToken cancellationToken)
    {
        await Fleet.UntilFollowedAsync(Placed + Quiet + Fleet.Running.Count(), Deadline, cancellationToken);
        await Task.Delay(Aftermath, TimeProvider.System, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        await (_quiet?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Fleet.DisposeAsync();
        _outbound.Dispose();
    }

    private IReadOnlyList<string> Beside(int number) =>
    [
        .. PodArguments.Webhook(Fleet.Simulator.Url, _webhooks[number]), .. _outbound.PodSettings,
        "--Outbound:Expiry=00:00:10", $"--Canary:LiveId={Canary}", "--Canary:MaxSilence=00:00:05",
    ];

    private static string Name(Pod pod) => string.Create(CultureInfo.InvariantCulture, $"pod-{pod.Place.Number}");
}
