using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>Settles everything at once and counts it: for scenarios that are about what comes in.</summary>
internal sealed class MemorySink : IEventSink
{
    private long _events;
    private long _deadLetters;

    public long Events => Interlocked.Read(ref _events);

    public long DeadLetters => Interlocked.Read(ref _deadLetters);

    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        Interlocked.Increment(ref _events);
        delivery.Begin(0);
        delivery.Settle(0);
    }

    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery)
    {
        delivery.Begin(0);
        delivery.Settle(0);
    }

    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
    {
        Interlocked.Increment(ref _deadLetters);
        delivery.Begin(0);
        delivery.Settle(0);
    }
}
