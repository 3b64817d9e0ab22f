using System.Collections.Concurrent;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Writes down what it is told of a room, one line each.</summary>
internal sealed class RecordingRoomListener : IRoomListener
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public ConcurrentQueue<(TimeSpan SinceReceived, TimeSpan? SinceSent)> Delivered { get; } = new();

    public int Count(string line) => _lines.Count(l => string.Equals(l, line, StringComparison.Ordinal));

    public void Connecting(bool resume) => _lines.Enqueue($"connecting {resume}");

    public void Connected(bool resume, TimeSpan took) => _lines.Enqueue($"connected {resume}");

    public void ConnectFailed(bool resume, CloseReason reason) => _lines.Enqueue($"refused {reason}");

    public void Disconnected(CloseReason reason) => _lines.Enqueue($"disconnected {reason}");

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay) => _lines.Enqueue($"backing off {reason}");

    public void TransportChanged(TransportChange change, CloseReason reason) => _lines.Enqueue($"transport {change} {reason}");

    public void FrameReceived(int bytes) => _lines.Enqueue("frame");

    public void FrameRejected(DropReason reason) => _lines.Enqueue($"rejected {reason}");

    public void FrameRedelivered() => _lines.Enqueue("redelivered");

    public void MessageDropped(DropReason reason) => _lines.Enqueue($"dropped {reason}");

    public void EventReceived(int kind) => _lines.Enqueue($"event {kind}");

    public void EventMasked() => _lines.Enqueue("masked");

    public void EventTagged() => _lines.Enqueue("tagged");

    public void HeartbeatSent() => _lines.Enqueue("heartbeat");

    public void AckSent() => _lines.Enqueue("ack");

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent) => Delivered.Enqueue((sinceReceived, sinceSent));

    public void GapCounted(GapReason reason, long missed) => _lines.Enqueue($"gap {reason}");

    public void EventShed(int kind) => _lines.Enqueue($"shed {kind}");

    public void RoomFaulted() => _lines.Enqueue("faulted");
}
