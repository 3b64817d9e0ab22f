using System.Text;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Events;
using OpenCombo = DouyinIngest.Protos.Ingest.V1.OpenCombo;

namespace DouyinIngest.Pipeline.Checkpoints;

/// <summary>A combo that goes on, with its people, as a part of a checkpoint, and back.</summary>
internal static class ComboCodec
{
    public static OpenCombo Write(in OpenComboState combo) => new()
    {
        Key = combo.Key,
        Total = combo.Total,
        LastProgress = combo.LastProgress,
        GiftId = combo.GiftId,
        Diamonds = combo.Diamonds,
        GiftName = Encoding.UTF8.GetString(combo.GiftName),
        User = Write(combo.User.View),
        ToUser = combo.ToUser is { } to ? Write(to.View) : null,
    };

    public static OpenComboState StateOf(OpenCombo combo) => new()
    {
        Key = combo.Key,
        Total = combo.Total,
        LastProgress = combo.LastProgress,
        GiftId = combo.GiftId,
        Diamonds = combo.Diamonds,
        GiftName = Encoding.UTF8.GetBytes(combo.GiftName),
        User = UserOf(combo.User ?? new ComboUser()),
        ToUser = combo.ToUser is { } to ? UserOf(to) : null,
    };

    private static ComboUser Write(in UserView user) => new()
    {
        Id = user.Id,
        SecUid = Encoding.UTF8.GetString(user.SecUid),
        Name = Encoding.UTF8.GetString(user.Name),
        Masked = user.Masked,
        Level = user.Level,
        FansClubName = Encoding.UTF8.GetString(user.FansClubName),
        FansClubLevel = user.FansClubLevel,
    };

    private static OwnedUser UserOf(ComboUser user) => new(new UserView
    {
        Present = true,
        Id = user.Id,
        SecUid = Encoding.UTF8.GetBytes(user.SecUid),
        Name = Encoding.UTF8.GetBytes(user.Name),
        Masked = user.Masked,
        Level = user.Level,
        FansClubName = Encoding.UTF8.GetBytes(user.FansClubName),
        FansClubLevel = user.FansClubLevel,
    });
}
