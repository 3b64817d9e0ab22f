using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What all rooms of a process share.</summary>
internal sealed class RoomServices(
    IRoomInfoClient roomInfo,
    ISessionConnectorFactory connectors,
    IReconnectPolicy policy,
    FrameInflater inflater,
    IEventSink sink,
    PodBudget budget,
    IRoomListener listener,
    IOptions<EventOptions> events,
    IOptions<IngestOptions> ingest,
    IOptions<DrainOptions> drain,
    TimeProvider time,
    ILoggerFactory loggers,
    IStatusSink? status = null,
    EventFilter? filter = null,
    TaskRetirement? retirement = null)
{
    public IRoomInfoClient RoomInfo { get; } = roomInfo;

    public ISessionConnectorFactory Connectors { get; } = connectors;

    public IReconnectPolicy Policy { get; } = policy;

    public FrameInflater Inflater { get; } = inflater;

    public IEventSink Sink { get; } = sink;

    public PodBudget Budget { get; } = budget;

    public IRoomListener Listener { get; } = listener;

    public EventOptions Events { get; } = events.Value;

    public IngestOptions Ingest { get; } = ingest.Value;

    public DrainOptions Drain { get; } = drain.Value;

    public TimeProvider Time { get; } = time;

    public ILoggerFactory Loggers { get; } = loggers;

    /// <summary>What may be left out; null: nothing.</summary>
    public ShedPolicy? Shed { get; } = ShedPolicy.Of([.. ingest.Value.Shed]);

    /// <summary>Where rooms tell of themselves; null: nowhere.</summary>
    public IStatusSink? Status { get; } = status;

    /// <summary>What of every room is published; null: all.</summary>
    public EventFilter? Filter { get; } = filter;

    /// <summary>Ends the tasks of a broadcast at the Open Platform, if the room goes by them.</summary>
    public void RetireTasks(RoomAssignment room, long roomId)
    {
        if (room.Transport == RoomTransport.Push && roomId != 0)
        {
            retirement?.Retire(roomId, room.Credential);
        }
    }

    /// <summary>How many rooms may be looked up at once.</summary>
    public SemaphoreSlim Lookups { get; } = new(ingest.Value.ConcurrentLookups);

    public FaultBreaker Faults { get; } = new(ingest.Value.FaultLimit, ingest.Value.FaultWindow, time);
}
