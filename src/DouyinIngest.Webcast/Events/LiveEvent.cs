namespace DouyinIngest.Webcast.Events;

/// <summary>One thing that happened in a live room; owned, immutable, safe to keep.</summary>
public abstract record LiveEvent
{
    /// <summary>The same on every machine, transport, restart and replay.</summary>
    public required string EventId { get; init; }

    /// <summary>The broadcast, 19 digits, new for every broadcast.</summary>
    public required long RoomId { get; init; }

    /// <summary>When it happened by the upstream's clock; null when nothing tells.</summary>
    public required DateTimeOffset? UpstreamTime { get; init; }

    /// <summary>Where <see cref="UpstreamTime"/> was taken from.</summary>
    public required EventTimeSource UpstreamTimeSource { get; init; }

    /// <summary>When its frame was read from the socket.</summary>
    public required DateTimeOffset ReceivedTime { get; init; }

    /// <summary>Made by us (a combo closed by time-out), not sent by the upstream.</summary>
    public required bool Derived { get; init; }

    /// <summary>Who did it; null on room events, and where the upstream names nobody.</summary>
    public required LiveUser? User { get; init; }

    /// <summary>What it is about.</summary>
    public abstract EventKind Kind { get; }
}
