using System.Collections.Concurrent;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Fakes;

/// <summary>Writes down what it is told, one line each.</summary>
internal sealed class RecordingListener : IWebcastListener
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> Lines => [.. _lines];

    public int Count(string line) => _lines.Count(l => string.Equals(l, line, StringComparison.Ordinal));

    public void Connecting(bool resume) => _lines.Enqueue($"connecting {resume}");

    public void Connected(bool resume, TimeSpan took) => _lines.Enqueue($"connected {resume}");

    public void ConnectFailed(bool resume, CloseReason reason) => _lines.Enqueue($"refused {resume} {reason}");

    public void Disconnected(CloseReason reason) => _lines.Enqueue($"disconnected {reason}");

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay) => _lines.Enqueue($"backing off {reason} {attempt} {delay.TotalSeconds}");

    public void TransportChanged(TransportChange change, CloseReason reason) => _lines.Enqueue($"transport {change} {reason}");

    public void FrameReceived(int bytes) => _lines.Enqueue($"frame {bytes}");

    public void FrameRejected(DropReason reason) => _lines.Enqueue($"rejected {reason}");

    public void FrameRedelivered() => _lines.Enqueue("redelivered");

    public void MessageDropped(DropReason reason) => _lines.Enqueue($"dropped {reason}");

    public void EventReceived(int kind) => _lines.Enqueue($"event {kind}");

    public void EventMasked() => _lines.Enqueue("masked");

    public void EventTagged() => _lines.Enqueue("tagged");

    public void HeartbeatSent() => _lines.Enqueue("heartbeat");

    public void AckSent() => _lines.Enqueue("ack");
}
