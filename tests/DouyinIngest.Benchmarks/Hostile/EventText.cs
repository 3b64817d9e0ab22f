using System.Text;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>An event as one line, to be held against <see cref="ParsedEvent"/>.</summary>
internal static class EventText
{
    public static string Of(in LiveEventView e)
    {
        var user = User(e.User);
        var time = $"{e.UpstreamTime},{e.UpstreamTimeSource}";
        return e.Kind switch
        {
            EventKind.Chat => $"Chat {Text(e.Content)}|{e.ChatVariant}|{e.EmojiId}|{user}|{time}",
            EventKind.Gift => $"Gift {e.GiftId}|{Text(e.GiftName)}|{e.Diamonds}|{e.GiftCount}|{e.GiftTotal}|{e.ComboEnded}|{user}|{User(e.ToUser)}|{time}",
            EventKind.Like => $"Like {e.Count}|{e.Total}|{user}|{time}",
            EventKind.Enter => $"Enter {e.Online}|{e.EnterWay}|{user}|{time}",
            EventKind.Follow => $"Follow {e.Total}|{user}|{time}",
            EventKind.Share => $"Share {Text(e.ShareTarget)}|{e.Total}|{user}|{time}",
            EventKind.Room => $"Room {e.RoomSource}|{e.RoomStatus}|{e.Online}|{e.TotalViewers}|{time}",
            _ => "none",
        };
    }

    private static string User(in UserView u)
        => u.Present ? $"{u.Id},{Text(u.SecUid)},{Text(u.Name)},{u.Masked},{u.Level},{Text(u.FansClubName)},{u.FansClubLevel}" : "nobody";

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
