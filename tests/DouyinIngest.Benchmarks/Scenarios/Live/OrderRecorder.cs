using System.Collections.Concurrent;
using System.Text;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>Notes the order in which the pipeline accepted events, per room and kind, and passes everything on.</summary>
internal sealed class OrderRecorder(IEventSink inner) : IEventSink
{
    private readonly ConcurrentDictionary<(long RoomId, EventKind Kind), List<UInt128>> _accepted = new();
    private readonly ConcurrentDictionary<(long RoomId, EventKind Kind), List<UInt128>> _read = new();
    private readonly ConcurrentDictionary<UInt128, DateTimeOffset> _received = new();

    /// <summary>When each event's frame was read, as its first record says.</summary>
    public IReadOnlyDictionary<UInt128, DateTimeOffset> ReceivedAt => _received;

    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        // One room is one loop, so each list has one writer.
        _accepted.GetOrAdd((room.RoomId, e.Kind), static _ => []).Add(EventKey.Of(Encoding.UTF8.GetString(e.EventId)));
        inner.Publish(e, room, delivery);
    }

    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery) => inner.PublishOther(raw, about, room, delivery);

    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery) =>
        inner.DeadLetter(raw, room, method, stage, reason, delivery);

    /// <summary>A record as it stands on its topic.</summary>
    public void Read(ReadBackRecord record)
    {
        var key = EventKey.Of(record.EventId);
        _read.GetOrAdd((record.RoomId, record.Kind), static _ => []).Add(key);
        _received.TryAdd(key, record.ReceivedTime);
    }

    /// <summary>Streams of a room and a kind whose order on the topic is not that of first acceptance.</summary>
    public long Misordered() => _accepted.Count(stream => !stream.Value.Distinct().SequenceEqual((_read.GetValueOrDefault(stream.Key) ?? []).Distinct()));
}
