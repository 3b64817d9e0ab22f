using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// What is kept of one broadcast while it lasts, across its sessions: the key of its records, the state that turns messages into
/// events, the watermark. The next broadcast of the room has its own.
/// </summary>
internal sealed class Broadcast(RoomKey room, RoomEvents events, InFlightBudget budget, IRoomListener listener, TimeProvider time)
{
    public RoomKey Room { get; } = room;

    public RoomEvents Events { get; } = events;

    /// <summary>The room's own part of the in-flight budget.</summary>
    public InFlightBudget Budget { get; } = budget;

    public Watermark Watermark { get; } = new(budget, listener, time);

    /// <summary>Whether the upstream said that the broadcast is over.</summary>
    public bool HasEnded { get; set; }
}
