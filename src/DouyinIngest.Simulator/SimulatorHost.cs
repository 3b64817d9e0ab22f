using System.Net;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Faults;
using DouyinIngest.Simulator.Http;
using DouyinIngest.Simulator.OpenPlatform;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Simulator.World;
using Google.Protobuf;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;

namespace DouyinIngest.Simulator;

/// <summary>A believable Douyin on a port of this machine: pages, room API, sockets, a seeded world behind them, and the oracle that knows the truth.</summary>
internal sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Rooms _rooms;
    private readonly WorldLoop _world;
    private readonly Sessions _sessions;
    private readonly FaultInjector _faults;
    private readonly SimulatorOptions _options;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _stopping = new();
    private Task _pulse = Task.CompletedTask;
    private bool _disposed;

    private SimulatorHost(SimulatorOptions options, TimeProvider time, PlayedRoom? played)
    {
        _options = options;
        _time = time;
        _faults = new FaultInjector(options.Seed, FaultPlan.Parse(options.Faults));
        _rooms = new Rooms(options, time, played);
        _world = new WorldLoop(options, _rooms, time, played is null ? null : new RoomPlayer(played, _rooms.All[^1].Current, time));
        _sessions = new Sessions(Counters);
        Disruptions = new Disruptions(_sessions, options.Seed, time);
        Connects = new ConnectLog(time);
        Oracle = new Oracle(_rooms);
        Platform = new PlatformHost(options.Platform, options.Seed, roomId => _rooms.FindByRoomId(roomId) is not null, time);
        _app = Build();
        BaseUrl = new Uri("http://127.0.0.1");
        SocketUrl = new Uri("ws://127.0.0.1");
    }

    /// <summary><c>http://127.0.0.1:port</c>: stands for live.douyin.com, v.douyin.com (under /s/) and webcast.amemv.com.</summary>
    public Uri BaseUrl { get; private set; }

    /// <summary><c>ws://127.0.0.1:port/webcast/im/push/v2/</c>.</summary>
    public Uri SocketUrl { get; private set; }

    public IReadOnlyList<SimulatedRoom> Rooms => _rooms.All;

    public SimulatedRoom? FindRoom(long liveId) => _rooms.FindByLiveId(liveId);

    /// <summary>The room of a broadcast, the ended ones too.</summary>
    public SimulatedRoom? FindRoomOfBroadcast(long roomId) => _rooms.FindByRoomId(roomId);

    public Oracle Oracle { get; }

    /// <summary>The official way in: tasks and pushes.</summary>
    public PlatformHost Platform { get; }

    public SimulatorCounters Counters { get; } = new();

    /// <summary>Sockets that something is yet to be sent to, or acknowledged by.</summary>
    public int Behind => _sessions.All().Count(session => session.IsBehind);

    /// <summary>Whole-upstream disturbances, by command.</summary>
    public Disruptions Disruptions { get; }

    /// <summary>Every attempt to connect.</summary>
    public ConnectLog Connects { get; }

    /// <summary>Every line that was said through the chat API.</summary>
    public SaidLog Said { get; } = new();

    /// <summary>The holes that connections were left with, of all broadcasts.</summary>
    public IReadOnlyList<TrueGap> Gaps => [.. _rooms.Broadcasts.SelectMany(b => b.Gaps())];

    /// <summary>Firings by fault, all faults listed.</summary>
    public IReadOnlyDictionary<string, long> FaultCounts => _faults.Fired;

    /// <summary>Events that the world has made so far (hand-made ones and beginnings not counted).</summary>
    public long WorldEvents => _world.Events;

    /// <summary>Completed while the world stands still, by <see cref="StopWorld"/> or after the planned number of events.</summary>
    public Task WhenWorldStopped => _world.WhenStopped;

    /// <summary>Starts the simulator; the world begins at once, a room that is played with its first viewer.</summary>
    /// <exception cref="FormatException">The fault plan cannot be read.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static Task<SimulatorHost> StartAsync(SimulatorOptions options, TimeProvider? time = null, CancellationToken cancellationToken = default)
        => StartAsync(options, played: null, time, cancellationToken);

    /// <inheritdoc cref="StartAsync(SimulatorOptions, TimeProvider?, CancellationToken)"/>
    public static async Task<SimulatorHost> StartAsync(
        SimulatorOptions options, PlayedRoom? played, TimeProvider? time = null, CancellationToken cancellationToken = default)
    {
        var host = new SimulatorHost(options, time ?? TimeProvider.System, played);
        try
        {
            await host._app.StartAsync(cancellationToken);
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }

        var addresses = host._app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>();
        host.BaseUrl = new Uri(addresses.Addresses.First());
        host.SocketUrl = new UriBuilder(host.BaseUrl) { Scheme = "ws", Path = "/webcast/im/push/v2/" }.Uri;
        host._world.Start();
        host.Platform.Start();
        host._pulse = host.PulseAsync(host._stopping.Token);
        return host;
    }

    /// <summary>Nothing new happens; what is unsent or unacknowledged goes on being delivered.</summary>
    public void StopWorld() => _world.Stop();

    public void StartWorld() => _world.Start();

    /// <summary>
    /// ControlMessage action 3, then silence; the room API says ended. <paramref name="silent"/>: without that message, only the API tells;
    /// <paramref name="close"/>: its sockets are ended too.
    /// </summary>
    public void EndBroadcast(SimulatedRoom room, bool silent = false, bool close = false)
    {
        _world.End(room, silent);
        if (close)
        {
            room.Current.EndSessions();
        }
    }

    /// <summary>The anchor goes live again, under a new room id, which is returned.</summary>
    public long StartBroadcast(SimulatedRoom room)
    {
        _world.Begin(room);
        return room.RoomId;
    }

    /// <summary>Puts messages made by hand into the current broadcast as one batch. Sticky ones go in batches of their own.</summary>
    public static void Emit(SimulatedRoom room, params IReadOnlyList<(Message Message, IMessage Content)> messages)
        => room.Current.Emit(messages);

    /// <summary>Adds faults to the plan.</summary>
    /// <exception cref="FormatException">The plan cannot be read.</exception>
    public void AddFaults(string plan) => _faults.Add(FaultPlan.Parse(plan));

    /// <summary>From here on nothing is broken; the counts stay.</summary>
    public void ClearFaults() => _faults.Clear();

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _world.Stop();
        await _stopping.CancelAsync();
        await _pulse;
        await Platform.DisposeAsync();
        _sessions.EndAll();
        await _app.DisposeAsync();
        _stopping.Dispose();
    }

    private WebApplication Build()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Parse(_options.Host), _options.Port);
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(2));
        var app = builder.Build();
        var context = new SessionContext(_options, _time, Counters, _faults);
        var push = new PushEndpoint(context, _rooms, _sessions, Disruptions, Connects);
        app.Map("/webcast/im/push/v2/", push.PushAsync);
        app.Map("/websocket/im/v1", push.ImAsync);
        app.Map("/webcast/websocket/im/v1", push.ImAsync);
        new SiteEndpoints(context, _rooms).Map(app);
        app.MapGet("/webcast/im/fetch/", new FetchEndpoint(context, _rooms, Disruptions).GetAsync);

        // As a delegate: a method of this shape would count as a plain request delegate, and what it returns be dropped.
        app.MapGet("/webcast/room/chat/", (Delegate)new ChatEndpoint(context, _rooms, Said).GetAsync);
        Platform.Api.Map(app);
        SimEndpoints.Map(app, this);
        return app;
    }

    private async Task PulseAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.TickInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                _world.Tick();
                _sessions.Check();
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The ordinary end.
        }
    }
}
