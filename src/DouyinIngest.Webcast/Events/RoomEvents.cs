using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// Turns the messages of one broadcast into events: ids, dedupe, sticky versions, gift totals. Holds the room's state; one caller at a time.
/// A quiet room must cost next to nothing (its tables are made when first needed).
/// </summary>
internal sealed class RoomEvents(long roomId, EventOptions options)
{
    public long RoomId { get; } = roomId;

    /// <summary>
    /// One message → zero or one event. <see cref="DropReason.None"/>: <paramref name="view"/> is the event (its spans point into the
    /// message and into this object; valid until the next call). Anything else: no event, and why. Never throws for bad bytes.
    /// </summary>
    /// <param name="message">The message.</param>
    /// <param name="responseNow">Response.now, milliseconds; 0 when absent.</param>
    /// <param name="receivedAt">When the frame was read, milliseconds since the Unix epoch.</param>
    /// <param name="maxStringBytes">Longest string accepted.</param>
    /// <param name="view">The event.</param>
    public DropReason TryMap(in MessageView message, long responseNow, long receivedAt, int maxStringBytes, out LiveEventView view)
        => throw new NotSupportedException("seam: to be filled");

    /// <summary>
    /// The next combo that has had no progress for <see cref="EventOptions.ComboIdle"/> of upstream time, as a derived gift event
    /// (ended, count 0). Called after the messages of a frame, until false.
    /// </summary>
    public bool TryCloseIdleCombo(long responseNow, long receivedAt, out LiveEventView view) => throw new NotSupportedException("seam: to be filled");

    /// <summary>
    /// Forgets event ids that are older than the window, but none received at or after <paramref name="oldestUnacknowledged"/>
    /// (milliseconds; <see cref="long.MaxValue"/> when nothing is on its way). Called once a frame.
    /// </summary>
    public void Forget(long now, long oldestUnacknowledged) => throw new NotSupportedException("seam: to be filled");

    internal EventOptions Options { get; } = options;
}
