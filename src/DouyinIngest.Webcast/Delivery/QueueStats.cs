using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Delivery;

/// <summary>The queue between the socket and the application: a snapshot.</summary>
public sealed record QueueStats
{
    /// <summary>Events that wait now; those of the frame that is being delivered no longer do.</summary>
    public required int Depth { get; init; }

    /// <summary>Events that may wait.</summary>
    public required int Capacity { get; init; }

    /// <summary>Events dropped because the queue was full, so far.</summary>
    public long Dropped => DroppedByKind.Values.Sum();

    /// <summary>The same by kind; every kind is there.</summary>
    public required IReadOnlyDictionary<EventKind, long> DroppedByKind { get; init; }
}
