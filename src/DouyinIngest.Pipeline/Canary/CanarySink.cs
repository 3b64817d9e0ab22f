using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Canary;

/// <summary>The end of the canary's path: counts events and keeps none. A frame waits for nothing here, so it is acknowledged at once.</summary>
internal sealed class CanarySink(CanaryMetrics metrics, TimeProvider time) : IEventSink
{
    private long _lastEvent;

    /// <summary>When the last event came; null: none yet.</summary>
    public DateTimeOffset? LastEventAt => Volatile.Read(ref _lastEvent) is var at and not 0 ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null;

    /// <inheritdoc/>
    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        // What we made ourselves, of an answer of the room API, says nothing of the socket.
        if (e.Derived)
        {
            return;
        }

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        Volatile.Write(ref _lastEvent, now);
        metrics.Event(e.UpstreamTime > 0 ? TimeSpan.FromMilliseconds(now - e.UpstreamTime) : null);
    }

    /// <inheritdoc/>
    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery)
    {
        // Of no kind, so of no latency.
    }

    /// <inheritdoc/>
    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
    {
        // Our own rooms meet the same bytes and keep them.
    }
}
