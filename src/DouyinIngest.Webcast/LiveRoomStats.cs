using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>What has happened in one room so far: a snapshot.</summary>
public sealed record LiveRoomStats
{
    /// <summary>Events of all kinds.</summary>
    public long Total { get; init; }

    /// <summary>Chat lines.</summary>
    public long Chat { get; init; }

    /// <summary>Gift events; <see cref="Events.GiftEvent.Count"/> of each says how many gifts.</summary>
    public long Gift { get; init; }

    /// <summary>Like events, bursts of taps.</summary>
    public long Like { get; init; }

    /// <summary>People who came in.</summary>
    public long Enter { get; init; }

    /// <summary>New followers.</summary>
    public long Follow { get; init; }

    /// <summary>Shares.</summary>
    public long Share { get; init; }

    /// <summary>Events of the room itself.</summary>
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

    /// <summary>Heartbeats sent.</summary>
    public long Heartbeats { get; init; }

    /// <summary>Frames acknowledged to the upstream.</summary>
    public long Acks { get; init; }

    /// <summary>Messages that had been seen before.</summary>
    public long Duplicates { get; init; }

    /// <summary>Events that the filter left out; <see cref="Drops"/> has them by reason.</summary>
    public long Filtered { get; init; }

    /// <summary>Chats that the filter put stars into.</summary>
    public long Masked { get; init; }

    /// <summary>Chats that carry the name of a list of the filter that tags.</summary>
    public long Tagged { get; init; }

    /// <summary>Holes: frames given up as unreadable.</summary>
    public long Gaps { get; init; }

    /// <summary>Times that a hybrid room changed from the socket to polling or back.</summary>
    public long TransportChanges { get; init; }

    /// <summary>Frames and messages that made no event, by reason; every reason is there.</summary>
    public required IReadOnlyDictionary<DropReason, long> Drops { get; init; }

    /// <summary>When the last event was read; null before the first.</summary>
    public DateTimeOffset? LastEventTime { get; init; }

    /// <summary>How long events took to get here.</summary>
    public required LatencyStats Latency { get; init; }

    /// <summary>What waits for the application, and what was dropped.</summary>
    public required QueueStats Queue { get; init; }
}
