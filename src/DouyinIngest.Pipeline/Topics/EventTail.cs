using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// Passes everything on, and shows the events of a room to whoever watches it, as the JSON that stands on the topics. Watching is for people: who
/// is too slow misses events, and no room ever waits. While nobody watches it costs one look at a field.
/// </summary>
internal sealed class EventTail(IEventSink inner) : IEventSink
{
    /// <summary>Most watchers at the same time.</summary>
    public const int MostWatchers = 32;

    private static readonly JsonEventWriter Writer = new();
    private static readonly ThreadLocal<RecordBuffer> Buffers = new(static () => new RecordBuffer());

    private readonly Lock _gate = new();
    private volatile TailWatcher[] _watchers = [];

    /// <summary>Watches a room until the watcher is disposed; null: too many do.</summary>
    /// <param name="liveId">The assignment's live id, or the room id of one that is pinned without one.</param>
    public TailWatcher? Watch(string liveId)
    {
        lock (_gate)
        {
            if (_watchers.Length >= MostWatchers)
            {
                return null;
            }

            var watcher = new TailWatcher(liveId, Remove);
            _watchers = [.. _watchers, watcher];
            return watcher;
        }
    }

    /// <inheritdoc/>
    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        inner.Publish(in e, room, delivery);
        if (_watchers is { Length: > 0 } watchers)
        {
            Show(in e, room, watchers);
        }
    }

    /// <inheritdoc/>
    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery) => inner.PublishOther(raw, about, room, delivery);

    /// <inheritdoc/>
    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
        => inner.DeadLetter(raw, room, method, stage, reason, delivery);

    private static void Show(in LiveEventView e, RoomKey room, TailWatcher[] watchers)
    {
        string? json = null;
        foreach (var watcher in watchers)
        {
            if (watcher.Wants(room))
            {
                watcher.Add(json ??= System.Text.Encoding.UTF8.GetString(Writer.Write(in e, room, Buffers.Value!)));
            }
        }
    }

    private void Remove(TailWatcher watcher)
    {
        lock (_gate)
        {
            _watchers = [.. _watchers.Where(other => other != watcher)];
        }
    }
}
