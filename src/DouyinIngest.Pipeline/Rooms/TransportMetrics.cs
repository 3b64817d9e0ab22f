using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Prometheus;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>How rooms go, and how often hybrid ones change. Label values are closed sets, registered at zero.</summary>
internal sealed class TransportMetrics
{
    private static readonly (RoomTransport Assigned, RoomTransport Goes)[] s_ways =
    [
        (RoomTransport.Hybrid, RoomTransport.Websocket),
        (RoomTransport.Hybrid, RoomTransport.Polling),
        (RoomTransport.Websocket, RoomTransport.Websocket),
        (RoomTransport.Polling, RoomTransport.Polling),
    ];

    private readonly Dictionary<(TransportChange Change, CloseReason Reason), Counter.Child> _changes = [];
    private readonly Dictionary<(RoomTransport Assigned, RoomTransport Goes), Gauge.Child> _rooms = [];

    public TransportMetrics(MetricFactory metrics)
    {
        var changes = metrics.CreateCounter(
            "douyin_transport_changes_total",
            "Times that a hybrid room went from the socket to polling or back, by why the way before was left. Many to polling: the socket is refused, stalls or is told to close; the reason's remedy is at /rooms.",
            "from", "to", "reason");
        foreach (var reason in Enum.GetValues<CloseReason>())
        {
            var text = SnakeCase.Of(reason);
            _changes[(TransportChange.ToPolling, reason)] = changes.WithLabels("websocket", "polling", text);
            _changes[(TransportChange.ToWebsocket, reason)] = changes.WithLabels("polling", "websocket", text);
        }

        var rooms = metrics.CreateGauge(
            "douyin_room_transports",
            "Rooms that stream, by how they are assigned and how they go. assigned hybrid and transport polling above zero: their sockets do not work, and their events come later, by about Polling:Interval.",
            "assigned", "transport");
        foreach (var way in s_ways)
        {
            _rooms[way] = rooms.WithLabels(SnakeCase.Of(way.Assigned), SnakeCase.Of(way.Goes));
        }
    }

    public void Changed(TransportChange change, CloseReason reason) => _changes[(change, reason)].Inc();

    /// <summary>Counts the rooms; called before each scrape.</summary>
    public void Collect(IRoomDirectory rooms)
    {
        var counts = rooms.CountByTransport();
        foreach (var (way, gauge) in _rooms)
        {
            gauge.Set(counts.GetValueOrDefault(way));
        }
    }
}
