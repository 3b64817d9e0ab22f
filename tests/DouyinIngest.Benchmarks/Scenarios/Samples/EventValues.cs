using System.Globalization;
using System.Text;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Scenarios.Samples;

/// <summary>An event as names and values, so that it can be held against what another parser says.</summary>
internal static class EventValues
{
    public static IReadOnlyDictionary<string, string> Of(in LiveEventView e)
    {
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["kind"] = e.Kind.ToString() };
        if (e.User.Present)
        {
            values["user.id"] = Text(e.User.Id);
            values["user.name"] = Text(e.User.Name);
            values["user.sec_uid"] = Text(e.User.SecUid);
            values["user.level"] = Text(e.User.Level);
            values["user.club"] = Text(e.User.FansClubName);
        }

        switch (e.Kind)
        {
            case EventKind.Chat:
                values["content"] = Text(e.Content);
                values["variant"] = e.ChatVariant.ToString();
                values["emoji"] = Text(e.EmojiId);
                break;
            case EventKind.Gift:
                values["gift.id"] = Text(e.GiftId);
                values["gift.name"] = Text(e.GiftName);
                values["gift.diamonds"] = Text(e.Diamonds);
                values["gift.total"] = Text(e.GiftTotal);
                break;
            case EventKind.Like:
                values["count"] = Text(e.Count);
                values["total"] = Text(e.Total);
                break;
            case EventKind.Enter or EventKind.Room:
                values["online"] = Text(e.Online);
                break;
            case EventKind.Share:
                values["target"] = Text(e.ShareTarget);
                values["total"] = Text(e.Total);
                break;
            case EventKind.Follow:
                values["total"] = Text(e.Total);
                break;
            default:
                break;
        }

        return values;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
