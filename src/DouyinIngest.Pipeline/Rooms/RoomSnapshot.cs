namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What an operator sees of one room; a copy at one moment.</summary>
internal sealed record RoomSnapshot
{
    public required string LiveId { get; init; }

    /// <summary>19 digits, as text since a browser's numbers end at 2^53; empty when none is known.</summary>
    public required string RoomId { get; init; }

    public required RoomState State { get; init; }

    /// <summary>Since when it is in this state.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary><c>websocket</c> or <c>polling</c>: how it goes now, or is to go next.</summary>
    public string Transport { get; init; } = "websocket";

    /// <summary>Times that a hybrid room went from the socket to polling or back.</summary>
    public int TransportChanges { get; init; }

    public required string Title { get; init; }

    public required IReadOnlyDictionary<string, string> Labels { get; init; }

    /// <summary>Events by kind, and <c>total</c>, since the process began.</summary>
    public required IReadOnlyDictionary<string, long> Events { get; init; }

    /// <summary>Mean over the last minute.</summary>
    public required double EventsPerSecond { get; init; }

    public required long Frames { get; init; }

    public required long Bytes { get; init; }

    public required long Duplicates { get; init; }

    public required long Dropped { get; init; }

    /// <summary>Of those dropped: the events that a filter left out.</summary>
    public required long Filtered { get; init; }

    public required long RejectedFrames { get; init; }

    public required long RedeliveredFrames { get; init; }

    public required int Gaps { get; init; }

    /// <summary>Frames whose events are not all on the broker.</summary>
    public required int UnackedFrames { get; init; }

    public required DateTimeOffset? LastFrameAt { get; init; }

    public required DateTimeOffset? LastEventAt { get; init; }

    public required int Sessions { get; init; }

    public required int Reconnects { get; init; }

    public required RoomRefusal? LastRefusal { get; init; }
}

/// <summary>Why a room was last refused, and what to do.</summary>
/// <param name="Reason">The class.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="Remedy">What an operator can do.</param>
internal sealed record RoomRefusal(string Reason, string Detail, string Remedy);
