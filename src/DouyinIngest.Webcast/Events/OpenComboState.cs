namespace DouyinIngest.Webcast.Events;

/// <summary>A combo that goes on, as it was at one moment.</summary>
internal readonly record struct OpenComboState
{
    public required ulong Key { get; init; }

    public required long Total { get; init; }

    /// <summary>The upstream's clock at the last progress, milliseconds since the Unix epoch.</summary>
    public required long LastProgress { get; init; }

    public required long GiftId { get; init; }

    public required int Diamonds { get; init; }

    /// <summary>UTF-8; never changed.</summary>
    public required byte[] GiftName { get; init; }

    public required OwnedUser User { get; init; }

    public required OwnedUser? ToUser { get; init; }
}
