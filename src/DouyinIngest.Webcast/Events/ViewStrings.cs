using System.Text;
using System.Text.Unicode;

namespace DouyinIngest.Webcast.Events;

/// <summary>
/// Makes the texts of an event fit to be handed on: none longer than the cap, all of them UTF-8. A text with broken bytes (a name
/// cut in the middle of a character) is repaired with U+FFFD rather than costing the event.
/// </summary>
internal static class ViewStrings
{
    /// <summary>False when a text is longer than <paramref name="most"/> bytes.</summary>
    public static bool TrySettle(ref LiveEventView view, int most)
        => TrySettle(ref view.User, most)
            && TrySettle(ref view.ToUser, most)
            && TrySettle(ref view.Content, most)
            && TrySettle(ref view.GiftName, most)
            && TrySettle(ref view.SecGiftId, most)
            && TrySettle(ref view.ShareTarget, most);

    private static bool TrySettle(ref UserView user, int most)
        => !user.Present
            || (TrySettle(ref user.SecUid, most) && TrySettle(ref user.Name, most) && TrySettle(ref user.FansClubName, most) && TrySettle(ref user.OpenId, most));

    private static bool TrySettle(ref ReadOnlySpan<byte> text, int most)
    {
        if (text.Length > most)
        {
            return false;
        }

        if (!text.IsEmpty && !Utf8.IsValid(text))
        {
            text = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(text));
        }

        return true;
    }
}
