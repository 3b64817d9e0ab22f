using System.Globalization;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>Rooms pinned by their ids, each run as the service runs it, over one sink and one budget.</summary>
internal sealed class PipelineRig : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly WebSocketSessionConnectorFactory _connectors;
    private readonly RoomServices _services;
    private readonly PodBudget _budget;
    private readonly List<Task> _rooms = [];

    /// <param name="socket">How sockets are opened; the endpoint among it.</param>
    /// <param name="sink">Where events go; the caller's.</param>
    /// <param name="listener">Hears everything.</param>
    /// <param name="policy">How to reconnect; null: as the service does by default.</param>
    /// <param name="ingest">Budgets and pace; null: the defaults.</param>
    public PipelineRig(SocketOptions socket, IEventSink sink, IRoomListener listener, IReconnectPolicy? policy = null, IngestOptions? ingest = null)
    {
        ingest ??= new IngestOptions();
        _budget = new PodBudget(ingest.InFlightBytes);
        _connectors = new WebSocketSessionConnectorFactory(socket, new NoneSigner(), new NoCookies(), TimeProvider.System);
        _services = new RoomServices(
            new NoRoomInfo(),
            _connectors,
            policy ?? new FullJitterPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), Random.Shared),
            new FrameInflater(new FrameOptions()),
            sink,
            _budget,
            listener,
            Options.Create(new EventOptions()),
            Options.Create(ingest),
            Options.Create(new DrainOptions()),
            TimeProvider.System,
            NullLoggerFactory.Instance);
    }

    /// <summary>Bytes on their way to the broker, all rooms together.</summary>
    public long BytesInFlight => _budget.All.Bytes;

    /// <summary>The rooms, in the order in which they were added.</summary>
    public List<RoomRunner> Runners { get; } = [];

    /// <summary>Begins to follow a room.</summary>
    public void Add(long roomId)
    {
        var id = roomId.ToString(CultureInfo.InvariantCulture);
        var runner = new RoomRunner(new RoomAssignment(id, roomId, new Dictionary<string, string>(StringComparer.Ordinal)), _services);
        Runners.Add(runner);
        _rooms.Add(runner.RunAsync(_stop.Token));
    }

    /// <summary>Completes, by throwing, when a room ends by itself.</summary>
    public async Task ThrowWhenOneEndsAsync()
    {
        await await Task.WhenAny(_rooms);
        throw new InvalidOperationException("a room ended by itself");
    }

    /// <summary>Stops every room as the service does: no more is read, what was read settles, sockets are closed politely.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_rooms);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _services.Lookups.Dispose();
        _stop.Dispose();
    }
}
