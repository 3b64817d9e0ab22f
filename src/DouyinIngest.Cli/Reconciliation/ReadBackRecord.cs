using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>What one record of an event topic says, as far as a check or a screen wants to know.</summary>
internal sealed record ReadBackRecord
{
    public required string EventId { get; init; }

    public EventKind Kind { get; init; }

    public long RoomId { get; init; }

    /// <summary>Made by the ingester, not sent by the upstream.</summary>
    public bool Derived { get; init; }

    /// <summary>When the frame was read, as written; for one room and kind it never goes back.</summary>
    public DateTimeOffset ReceivedTime { get; init; }

    public string UserName { get; init; } = "";

    /// <summary>Chat only.</summary>
    public string Content { get; init; } = "";

    /// <summary>Gift only.</summary>
    public GiftNumbers? Gift { get; init; }
}
