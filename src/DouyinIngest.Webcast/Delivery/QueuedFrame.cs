using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Delivery;

/// <summary>The events of one frame on their way to the application, and what is owed to the upstream for them.</summary>
/// <param name="events">In order; may be empty. Belongs to the queue from here on.</param>
/// <param name="serverTime">The upstream's clock when it sent the frame, milliseconds since the Unix epoch; 0 when not told.</param>
/// <param name="consumed">Called once, when the last event was consumed or dropped; null: nothing is owed.</param>
internal sealed class QueuedFrame(List<LiveEvent> events, long serverTime, Action? consumed)
{
    public IReadOnlyList<LiveEvent> Events => events;

    public long ServerTime => serverTime;

    /// <summary>Takes the oldest event of one of <paramref name="kinds"/> out; null when there is none.</summary>
    public EventKind? DropOldest(IReadOnlySet<EventKind> kinds)
    {
        var at = events.FindIndex(e => kinds.Contains(e.Kind));
        if (at < 0)
        {
            return null;
        }

        var kind = events[at].Kind;
        events.RemoveAt(at);
        return kind;
    }

    /// <summary>Pays what is owed.</summary>
    public void Settle() => consumed?.Invoke();
}
