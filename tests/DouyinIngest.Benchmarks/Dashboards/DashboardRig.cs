using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Benchmarks.CrashPoints;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>Two instances of a fleet under load, a third with rooms in which nothing happens, and a Prometheus that scrapes them.</summary>
internal sealed class DashboardRig : IAsyncDisposable
{
    /// <summary>The namespace under which the fleet is scraped.</summary>
    public const string Namespace = "fleet";

    /// <summary>Rooms of the fleet that have a place once its credential is short of them.</summary>
    private const int Placed = 16;

    /// <summary>The record that makes it so.</summary>
    public const string ShortOfPlaces = """{"credentials":{"default":{"limit":18,"reserve":2}}}""";

    private const int Quiet = 2;
    private const int FaultAfterEvents = 300;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Aftermath = TimeSpan.FromSeconds(8);

    private static readonly ChaosSettings Settings = new()
    {
        Rooms = 22,
        EventsPerSecond = 100,
        Pods = 2,
        Simulator = ["--ActiveRooms", "20", "--HotRoom", "300", "--SendWindow", "5000"],
        Pod =
        [
            // The busy room meets its bound soon when the broker is away, the others do not.
            "--Ingest:InFlightBytesPerRoom=1048576", "--Ingest:Shed:0=enter",
            "--Ingest:ReconnectMinDelay=00:00:00.5", "--Ingest:ReconnectMaxDelay=00:00:02",
            "--Kafka:Client:topic.metadata.propagation.max.ms=1000",
        ],
    };

    private readonly string _prefix;
    private Pod? _quiet;

    private DashboardRig(ChaosRig fleet, PrometheusProcess prometheus, string prefix)
    {
        Fleet = fleet;
        Prometheus = prometheus;
        _prefix = prefix;
    }

    public ChaosRig Fleet { get; }

    public PrometheusProcess Prometheus { get; }

    /// <summary>Live ids of the rooms of the fleet.</summary>
    public IReadOnlyList<string> FleetRooms => [.. Fleet.LiveIds.SkipLast(Quiet)];

    /// <summary>The topic that is deleted for a while.</summary>
    public string DeletedTopic => new ChaosTopics(_prefix).Events.First(topic => topic.Contains(".share.", StringComparison.Ordinal));

    /// <summary>All but the instances.</summary>
    public static async Task<DashboardRig> PrepareAsync(IBroker broker, string prometheus, string rules, string prefix)
    {
        var fleet = await ChaosRig.StartAsync(Settings, broker, prefix);
        try
        {
            return new DashboardRig(fleet, await PrometheusProcess.StartAsync(prometheus, rules), prefix);
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the instances and hands the rooms out; returns once all of them stream and everything is scraped.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Fleet.StartPod();
        Fleet.StartPod(crash: (CrashPoint.Thrown, FaultAfterEvents));
        var place = new PodPlace(Settings.Pods, LoopbackPorts.Free(1)[0], Fleet.Broker.Bootstrap, Fleet.Simulator.Url);
        _quiet = Pod.Start(place, PodArguments.Of(Settings with { Static = true }, new ChaosTopics(_prefix), place, [.. Fleet.LiveIds.TakeLast(Quiet)]));
        await Task.WhenAll(Fleet.Pods.Append(_quiet).Select(pod => pod.UntilReadyAsync(Deadline)));
        foreach (var pod in Fleet.Pods)
        {
            await Prometheus.AddTargetAsync(pod.Place.Port, Namespace, Name(pod));
        }

        await Fleet.UntilFollowedAsync(Quiet, Deadline, cancellationToken);
        await Fleet.Control!.AddAsync(FleetRooms);
        await Fleet.UntilFollowedAsync(Fleet.LiveIds.Count, Deadline, cancellationToken);

        // What the upstream says at the beginning of a session has been said: from now on those rooms are silent.
        await Prometheus.AddTargetAsync(place.Port, "quiet", Name(_quiet));
    }

    /// <summary>Until all rooms that have a place stream again, and it is seen that they do.</summary>
    public async Task RecoveredAsync(CancellationToken cancellationToken)
    {
        await Fleet.UntilFollowedAsync(Placed + Quiet, Deadline, cancellationToken);
        await Task.Delay(Aftermath, TimeProvider.System, cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Prometheus.DisposeAsync();
        await (_quiet?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Fleet.DisposeAsync();
    }

    private static string Name(Pod pod) => string.Create(CultureInfo.InvariantCulture, $"pod-{pod.Place.Number}");
}
