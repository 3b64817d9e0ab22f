namespace DouyinIngest.Webcast.Telemetry;

/// <summary>What has happened in one room so far: a snapshot.</summary>
public sealed record RoomStats
{
    /// <summary>Events of all kinds.</summary>
    public long Total { get; init; }

    public long Chat { get; init; }

    public long Gift { get; init; }

    public long Like { get; init; }

    public long Enter { get; init; }

    public long Follow { get; init; }

    public long Share { get; init; }

    public long Room { get; init; }

    /// <summary>Whole WebSocket messages read.</summary>
    public long Frames { get; init; }

    /// <summary>Their bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>Sessions opened.</summary>
    public long Connects { get; init; }

    /// <summary>Sessions opened after the first.</summary>
    public long Reconnects => Math.Max(0, Connects - 1);

    /// <summary>Attempts to open a session that were refused.</summary>
    public long ConnectFailures { get; init; }

    public long Heartbeats { get; init; }

    /// <summary>Frames acknowledged to the upstream.</summary>
    public long Acks { get; init; }

    /// <summary>Messages that had been seen before.</summary>
    public long Duplicates { get; init; }

    /// <summary>Holes: frames given up as unreadable.</summary>
    public long Gaps { get; init; }

    /// <summary>Times that a hybrid room changed from the socket to polling or back.</summary>
    public long TransportChanges { get; init; }

    /// <summary>Frames and messages that made no event, by reason; every reason is there.</summary>
    public required IReadOnlyDictionary<DropReason, long> Drops { get; init; }

    /// <summary>When the last event was read; null before the first.</summary>
    public DateTimeOffset? LastEvent { get; init; }
}
