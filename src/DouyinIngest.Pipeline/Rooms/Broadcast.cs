using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// What is kept of one broadcast while it lasts, across its sessions: the key of its records, the state that turns messages into
/// events, the watermark. The next broadcast of the room has its own.
/// </summary>
internal sealed class Broadcast(RoomKey room, RoomEvents events, Watermark watermark)
{
    public RoomKey Room { get; } = room;

    public RoomEvents Events { get; } = events;

    public Watermark Watermark { get; } = watermark;

    /// <summary>Whether the upstream said that the broadcast is over.</summary>
    public bool HasEnded { get; set; }
}
