using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What one record of an event topic says, as far as a check or a screen wants to know.</summary>
internal sealed record ReadBackRecord
{
    public required string EventId { get; init; }

    public EventKind Kind { get; init; }

    public long RoomId { get; init; }

    public string LiveId { get; init; } = "";

    /// <summary>Of the owner that wrote it; 0 without a fleet.</summary>
    public long Epoch { get; init; }

    /// <summary>Made by the ingester, not sent by the upstream.</summary>
    public bool Derived { get; init; }

    /// <summary>When it happened, by the upstream's clock; the default when that is not known.</summary>
    public DateTimeOffset UpstreamTime { get; init; }

    /// <summary>When the frame was read, as written; for one room, kind and epoch it never goes back.</summary>
    public DateTimeOffset ReceivedTime { get; init; }

    /// <summary>When the broker took it, by the topic's timestamps; the default when that is not known.</summary>
    public DateTimeOffset AppendTime { get; init; }

    /// <summary>Where it stands; -1 when that is not known.</summary>
    public int Partition { get; init; } = -1;

    /// <summary>
    /// A hash, good within this process, of what happened: everything but the id, the epoch, the labels, the times of reading, and those of a gift's
    /// numbers that follow from what was read before it.
    /// </summary>
    public int ContentHash { get; init; }

    /// <summary>A hash of that part of it which an oracle knows, too: see <see cref="Reconciliation.FactsHash"/>.</summary>
    public int FactsHash { get; init; }

    public string UserName { get; init; } = "";

    /// <summary>Chat only.</summary>
    public string Content { get; init; } = "";

    /// <summary>Gift only.</summary>
    public GiftNumbers? Gift { get; init; }
}
