using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.CrashPoints;

/// <summary>The service's own sink, with a point on either side of the hand-over.</summary>
internal sealed class CrashingSink(IEventSink inner, CrashFuse fuse) : IEventSink
{
    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        fuse.Reached(CrashPoint.Thrown);
        fuse.Reached(CrashPoint.Decoded);
        inner.Publish(e, room, delivery);
        fuse.Reached(CrashPoint.Enqueued);
    }

    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery) => inner.PublishOther(raw, about, room, delivery);

    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
        => inner.DeadLetter(raw, room, method, stage, reason, delivery);
}
