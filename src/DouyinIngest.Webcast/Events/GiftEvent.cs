namespace DouyinIngest.Webcast.Events;

/// <summary>A gift, or progress of a combo of gifts.</summary>
public sealed record GiftEvent : LiveEvent
{
    /// <summary>The gift's number.</summary>
    public required long GiftId { get; init; }

    /// <summary>The gift's name, as shown.</summary>
    public required string GiftName { get; init; }

    /// <summary>Price of one piece.</summary>
    public required int Diamonds { get; init; }

    /// <summary>Pieces that this event adds to its combo; sum these.</summary>
    public required long Count { get; init; }

    /// <summary>Pieces in the combo so far.</summary>
    public required long Total { get; init; }

    /// <summary>The same on every event of one combo.</summary>
    public required string ComboId { get; init; }

    /// <summary>No more of this combo is expected.</summary>
    public required bool Ended { get; init; }

    /// <summary>Who received it; null when the upstream names nobody: the anchor.</summary>
    public required LiveUser? ToUser { get; init; }

    /// <summary>Diamonds × count.</summary>
    public long Value => Diamonds * Count;

    /// <inheritdoc/>
    public override EventKind Kind => EventKind.Gift;
}
