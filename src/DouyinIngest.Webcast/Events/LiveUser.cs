using System.Text;

namespace DouyinIngest.Webcast.Events;

/// <summary>A person in a live room.</summary>
/// <param name="Id">The upstream's number for the person; 111111 for everybody whom it masks.</param>
/// <param name="SecUid">Stable text id (MS4wLjABAAAA…); empty when not told.</param>
/// <param name="Name">The nickname, as shown.</param>
/// <param name="Masked">The upstream hid who this is.</param>
/// <param name="Level">Wealth level, 0 and up.</param>
/// <param name="FansClubName">Empty when the person is in no fans club of this anchor.</param>
/// <param name="FansClubLevel">0 when the person is in none.</param>
public sealed record LiveUser(long Id, string SecUid, string Name, bool Masked, int Level, string FansClubName, int FansClubLevel)
{
    internal static LiveUser? From(in UserView user) => !user.Present
        ? null
        : new LiveUser(
            user.Id,
            Encoding.UTF8.GetString(user.SecUid),
            Encoding.UTF8.GetString(user.Name),
            user.Masked,
            user.Level,
            Encoding.UTF8.GetString(user.FansClubName),
            user.FansClubLevel);
}
