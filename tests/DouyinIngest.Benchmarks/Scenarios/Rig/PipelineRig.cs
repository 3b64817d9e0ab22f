using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>Rooms pinned by their ids, each with its connection and pipeline as in the service, over one sink and one budget.</summary>
internal sealed class PipelineRig(
    SocketOptions socket,
    FrameOptions frames,
    IReconnectPolicy policy,
    IEventSink sink,
    IRoomListener listener,
    TimeProvider time) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly WebSocketSessionConnectorFactory _connectors = new(socket, new NoSignature(), new NoCookies(), time);
    private readonly InFlightBudget _budget = new(new IngestOptions().InFlightBytes);
    private readonly FrameInflater _inflater = new(frames);
    private readonly EventOptions _events = new();
    private readonly IngestOptions _ingest = new();
    private readonly DrainOptions _drain = new();
    private readonly List<Task<CloseReason>> _rooms = [];
    private readonly List<Watermark> _watermarks = [];

    /// <summary>Reconnects as the service does by default.</summary>
    public static IReconnectPolicy DefaultPolicy => new FullJitterPolicy(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), Random.Shared);

    /// <summary>Bytes on their way to the broker, all rooms together.</summary>
    public long BytesInFlight => _budget.Bytes;

    /// <summary>Begins to follow a room.</summary>
    public void Add(long roomId)
    {
        var budget = new InFlightBudget(_ingest.InFlightBytesPerRoom, _budget);
        var counters = new RoomCounters(listener, time);
        var watermark = new Watermark(budget, counters, time);
        var broadcast = new Broadcast(RoomKey.Of("", roomId), new RoomEvents(roomId, _events), watermark);
        var pipeline = new RoomPipeline(broadcast, _inflater, sink, budget, counters, _drain, time, NullLogger.Instance);
        var connection = new RoomConnection(_connectors.Create("", roomId, counters), pipeline, policy, counters, time, NullLogger.Instance);
        _watermarks.Add(watermark);
        _rooms.Add(connection.RunAsync(_stop.Token));
    }

    /// <summary>Completes when a room ends by itself: there was no reason to.</summary>
    public async Task FirstEndAsync()
    {
        var first = await Task.WhenAny(_rooms);
        throw new InvalidOperationException($"a room ended by itself: {await first}");
    }

    /// <summary>Completes when every frame received so far is on the broker and its ack handed over.</summary>
    public Task WhenSettledAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_watermarks.Select(w => w.WhenEmptyAsync(cancellationToken)));

    /// <summary>Stops every room as the service does: no more is read, what was read settles, sockets are closed politely.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_rooms);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _connectors.Dispose();
        _stop.Dispose();
    }
}
