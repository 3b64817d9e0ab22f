namespace DouyinIngest.Webcast.Events;

/// <summary>The state of the room.</summary>
public sealed record RoomEvent : LiveEvent
{
    /// <summary>What this was made from.</summary>
    public required RoomSource Source { get; init; }

    /// <summary>What it says of the broadcast.</summary>
    public required RoomStatus Status { get; init; }

    /// <summary>People in the room now; -1 when this event does not tell.</summary>
    public required long Online { get; init; }

    /// <summary>People since the broadcast began; -1 when not told.</summary>
    public required long TotalViewers { get; init; }

    /// <summary>Likes since the broadcast began; -1 when not told.</summary>
    public required long LikeTotal { get; init; }

    /// <summary>Empty when not told.</summary>
    public required string Title { get; init; }

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Room;
}
