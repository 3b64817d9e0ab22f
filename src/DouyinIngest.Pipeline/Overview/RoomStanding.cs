namespace DouyinIngest.Pipeline.Overview;

/// <summary>How one room stands.</summary>
internal sealed record RoomStanding
{
    public required string LiveId { get; init; }

    /// <summary>The broadcast; 0 when none is known.</summary>
    public long RoomId { get; init; }

    /// <summary>The last state that was told of; "unknown" when none was.</summary>
    public string State { get; init; } = "unknown";

    /// <summary>When it came to that state; null unknown.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary><c>websocket</c> or <c>polling</c>: how its newest checkpoint's frames came; empty without one.</summary>
    public string Transport { get; init; } = "";

    public string Reason { get; init; } = "";

    public string Remedy { get; init; } = "";

    /// <summary>Who runs it, by its newest checkpoint.</summary>
    public string Instance { get; init; } = "";

    public long Epoch { get; init; }

    /// <summary>Age of the newest checkpoint; null without one.</summary>
    public TimeSpan? Checkpoint { get; init; }

    /// <summary>Events a second.</summary>
    public double Rate { get; init; }

    public long Events { get; init; }

    public long Gaps { get; init; }
}
