using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos.Check;
using DouyinIngest.Benchmarks.Chaos.Proxies;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Benchmarks.CrashPoints;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>Brokers, simulator, pods and the reader of one run, and the ways to hurt them. The brokers outlive it; all else ends with it.</summary>
internal sealed class ChaosRig : IAsyncDisposable
{
    private static readonly TimeSpan ReadyDeadline = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EmptyDeadline = TimeSpan.FromSeconds(30);

    private readonly List<Pod> _pods = [];
    private readonly Dictionary<string, List<long>> _excused = new(StringComparer.Ordinal);
    private readonly ChaosTopics _topics;
    private readonly Toxiproxy? _proxy;
    private readonly int _upstreamDoor;

    private ChaosRig(ChaosSettings settings, IBroker broker, ChaosTopics topics, SimulatorProcess simulator, EventLog log, Toxiproxy? proxy, int upstreamDoor)
    {
        Settings = settings;
        Broker = broker;
        _topics = topics;
        Simulator = simulator;
        Log = log;
        _proxy = proxy;
        _upstreamDoor = upstreamDoor;
        Control = settings.Static ? null : new ControlWriter(broker.Bootstrap, topics.Control);
    }

    public ChaosSettings Settings { get; }

    public IBroker Broker { get; }

    /// <summary>The brokers one by one.</summary>
    public IReadOnlyList<HomeNode> Nodes => ((HomeBroker)Broker).Nodes;

    public SimulatorProcess Simulator { get; }

    public EventLog Log { get; }

    /// <summary>Null when rooms are listed in the pods' settings.</summary>
    public ControlWriter? Control { get; }

    public Toxiproxy Proxy => _proxy ?? throw new InvalidOperationException("The run has no proxy: its settings say None.");

    /// <summary>All that were ever started, the dead ones too.</summary>
    public IReadOnlyList<Pod> Pods => _pods;

    public IEnumerable<Pod> Running => _pods.Where(p => p.IsRunning);

    /// <summary>The rooms' live ids.</summary>
    public IReadOnlyList<string> LiveIds { get; private set; } = [];

    /// <summary>Rooms that were taken away for a while, and when (milliseconds); see <see cref="ChaosCheck"/>.</summary>
    public IReadOnlyDictionary<string, List<long>> Excused => _excused;

    /// <summary>When the rooms were about to be handed out, if the scenario noted it.</summary>
    public long Began { get; set; }

    /// <summary>Room for figures of the scenario's own.</summary>
    public Dictionary<string, double> Notes { get; } = new(StringComparer.Ordinal);

    public static async Task<ChaosRig> StartAsync(ChaosSettings settings, IBroker broker, string prefix)
    {
        var topics = new ChaosTopics(prefix, settings.CheckpointPartitions);
        await topics.CreateAsync(broker, settings.Brokers);
        var simulator = await SimulatorProcess.StartAsync(settings);
        Toxiproxy? proxy = null;
        EventLog? log = null;
        try
        {
            var upstreamDoor = 0;
            if (settings.Proxy != ProxyUse.None)
            {
                proxy = await Toxiproxy.StartAsync(Toxiproxy.Program!);
                foreach (var (listen, upstream) in ((HomeBroker)broker).Doors)
                {
                    await proxy.AddAsync(string.Create(CultureInfo.InvariantCulture, $"kafka-{listen}"), listen, upstream);
                }

                upstreamDoor = LoopbackPorts.Free(1)[0];
                await proxy.AddAsync("upstream", upstreamDoor, simulator.Url.Port);
            }

            log = EventLog.Start(broker.Bootstrap, topics.Events);
            return new ChaosRig(settings, broker, topics, simulator, log, proxy, upstreamDoor)
            {
                LiveIds = [.. (await simulator.RoomsAsync()).Select(r => r.LiveId)],
            };
        }
        catch
        {
            await simulator.DisposeAsync();
            await (proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
            await (log?.DisposeAsync() ?? ValueTask.CompletedTask);
            throw;
        }
    }

    /// <summary>Starts one more pod; it may not be ready yet. In a run without fleet it takes the rooms of <paramref name="instead"/>, or its share.</summary>
    /// <param name="instead">Whose place it takes in a run without fleet.</param>
    /// <param name="crash">Where it dies, and the how-manieth time; null: it lives.</param>
    /// <param name="more">Settings of its own.</param>
    public Pod StartPod(Pod? instead = null, (CrashPoint Point, int After)? crash = null, IReadOnlyList<string>? more = null)
    {
        var number = _pods.Count;
        var through = Settings.Proxy == ProxyUse.AllPods || (Settings.Proxy == ProxyUse.FirstPod && number == 0);
        var place = new PodPlace(
            number,
            LoopbackPorts.Free(1)[0],
            through ? string.Join(',', ((HomeBroker)Broker).Doors.Select(d => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{d.Listen}"))) : Broker.Bootstrap,
            through ? new UriBuilder(Simulator.Url) { Port = _upstreamDoor }.Uri : Simulator.Url);
        var share = instead?.Place.Number ?? number;
        var rooms = LiveIds.Where((_, i) => i % Settings.Pods == share % Settings.Pods).ToList();
        IReadOnlyList<string> arguments = [.. PodArguments.Of(Settings, _topics, place, rooms), .. more ?? []];
        var pod = crash is { } at ? Pod.StartCrashing(place, at.Point, at.After, arguments, Settings.ShortLived) : Pod.Start(place, arguments, Settings.ShortLived);
        _pods.Add(pod);
        return pod;
    }

    /// <summary>Starts the pods; returns once all are ready. In a fleet they have no rooms yet.</summary>
    public async Task StartPodsAsync()
    {
        for (var i = 0; i < Settings.Pods; i++)
        {
            StartPod();
        }

        await Task.WhenAll(_pods.Select(p => p.UntilReadyAsync(ReadyDeadline)));
    }

    /// <summary>Hands out the rooms, and waits until all of them flow.</summary>
    public async Task BeginAsync(ChaosScenario scenario, CancellationToken cancellationToken)
    {
        if (Control is not null)
        {
            await scenario.PrepareAsync(this);
            await Control.WriteAsync(LiveIds.Select((room, i) => (room, (string?)scenario.AssignmentOf(i))));
        }

        await UntilFollowedAsync(Settings.Followed ?? LiveIds.Count, ReadyDeadline, cancellationToken);

        // From a room's first confirmed frame on nothing may be lost: a pod that dies before has nothing to go on from.
        var flowing = Settings.Flowing ?? Settings.Followed ?? LiveIds.Count;
        await Eventually.IsTrueAsync(() => Log.Rooms >= flowing, ReadyDeadline, () => string.Create(CultureInfo.InvariantCulture, $"{flowing} rooms on the topics, {Log.Rooms} are")).WaitAsync(cancellationToken);
    }

    /// <summary>Until exactly so many sockets are open.</summary>
    public async Task UntilFollowedAsync(int rooms, TimeSpan deadline, CancellationToken cancellationToken)
    {
        var open = 0;
        await Eventually.IsTrueAsync(
            async () => (open = await Simulator.OpenAsync()) == rooms,
            deadline,
            () => string.Create(CultureInfo.InvariantCulture, $"{rooms} sockets, {open} are open; {string.Join('\n', Running.Select(p => p.Tail()))}")).WaitAsync(cancellationToken);
    }

    /// <summary>Until a pod streams rooms.</summary>
    public static Task UntilStreamingAsync(Pod pod, TimeSpan deadline)
        => Eventually.IsTrueAsync(async () => await pod.MetricAsync("douyin_rooms{state=\"streaming\"}") > 0, deadline, () => $"pod {pod.Place.Number} streamed rooms: {pod.Tail()}");

    /// <summary>Until a pod has claimed partitions.</summary>
    public static Task UntilOwnedAsync(Pod pod, TimeSpan deadline)
        => Eventually.IsTrueAsync(async () => await pod.MetricAsync("douyin_partitions_owned") > 0, deadline, () => $"pod {pod.Place.Number} claimed partitions: {pod.Tail()}");

    /// <summary>Takes rooms away from the fleet, and notes when.</summary>
    public async Task RemoveAsync(IReadOnlyCollection<string> liveIds)
    {
        var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var liveId in liveIds)
        {
            if (!_excused.TryGetValue(liveId, out var times))
            {
                _excused[liveId] = times = [];
            }

            times.Add(now);
        }

        await Control!.RemoveAsync(liveIds);
    }

    /// <summary>What the pods have told of events that are missing.</summary>
    public Task<ToldStatus> ToldAsync(CancellationToken cancellationToken)
        => Task.Run(() => ToldStatus.Read(Broker.Bootstrap, _topics.Status, cancellationToken), cancellationToken);

    /// <summary>Wants no room any more, so that pods which are told to stop afterwards have nobody to wait for. Nothing without a fleet.</summary>
    public async Task EmptyAsync(CancellationToken cancellationToken)
    {
        if (Control is not null)
        {
            await Control.RemoveAsync(LiveIds);
            await UntilFollowedAsync(0, EmptyDeadline, cancellationToken);
        }
    }

    /// <summary>Ends every pod that still runs by SIGTERM, all at once: one that has rooms waits for successors that leave too, and ends within its
    /// budget all the same.</summary>
    public Task EndPodsAsync() => Task.WhenAll(Running.ToList().Select(pod => pod.TerminateAsync(TimeSpan.FromSeconds(40))));

    public async ValueTask DisposeAsync()
    {
        foreach (var pod in _pods)
        {
            await pod.DisposeAsync();
        }

        Control?.Dispose();
        await Log.DisposeAsync();
        await (_proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Simulator.DisposeAsync();
    }
}
