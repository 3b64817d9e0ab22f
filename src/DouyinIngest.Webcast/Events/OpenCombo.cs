namespace DouyinIngest.Webcast.Events;

/// <summary>A combo that goes on: its maximum, and what an event made by us at its end needs to say.</summary>
internal sealed class OpenCombo
{
    public long Total { get; set; }

    /// <summary>The upstream's clock at the last progress, milliseconds.</summary>
    public long LastProgress { get; set; }

    public required long GiftId { get; init; }

    public required int Diamonds { get; init; }

    public required byte[] GiftName { get; init; }

    public required OwnedUser User { get; init; }

    public required OwnedUser? ToUser { get; init; }
}
