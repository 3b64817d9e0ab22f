using System.Diagnostics.CodeAnalysis;

namespace DouyinIngest.Webcast.Events;

/// <summary>A combo that goes on: its maximum, and what an event made by us at its end needs to say.</summary>
internal sealed class OpenCombo
{
    public OpenCombo()
    {
    }

    [SetsRequiredMembers]
    public OpenCombo(in OpenComboState state)
    {
        Total = state.Total;
        LastProgress = state.LastProgress;
        GiftId = state.GiftId;
        Diamonds = state.Diamonds;
        GiftName = state.GiftName;
        User = state.User;
        ToUser = state.ToUser;
    }

    public long Total { get; set; }

    /// <summary>The upstream's clock at the last progress, milliseconds.</summary>
    public long LastProgress { get; set; }

    public required long GiftId { get; init; }

    public required int Diamonds { get; init; }

    public required byte[] GiftName { get; init; }

    public required OwnedUser User { get; init; }

    public required OwnedUser? ToUser { get; init; }

    public OpenComboState Capture(ulong key) => new()
    {
        Key = key,
        Total = Total,
        LastProgress = LastProgress,
        GiftId = GiftId,
        Diamonds = Diamonds,
        GiftName = GiftName,
        User = User,
        ToUser = ToUser,
    };
}
