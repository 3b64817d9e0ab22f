using System.Globalization;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Cli.Watch;

/// <summary>One event as a line for a person.</summary>
internal static class EventLine
{
    /// <summary>The line without colours: time, kind, who and what.</summary>
    public static string Of(LiveEvent e)
    {
        var time = (e.UpstreamTime ?? e.ReceivedTime).ToString("HH:mm:ss", CultureInfo.InvariantCulture);
        var who = e.User is { } user ? SafeText.Of(user.Name) : "";
        var what = What(e);
        var text = (who, e) switch
        {
            ("", _) => what,
            (_, ChatEvent) => $"{who}: {what}",
            _ => $"{who} {what}",
        };
        return $"{time} {EventKinds.Word(e.Kind),-6} {text}".TrimEnd();
    }

    /// <summary>The colour of a kind, as Spectre names it.</summary>
    public static string Colour(EventKind kind) => kind switch
    {
        EventKind.Chat => "default",
        EventKind.Gift => "gold1",
        EventKind.Like => "hotpink",
        EventKind.Follow or EventKind.Share => "springgreen3",
        EventKind.Room => "skyblue1",
        _ => "grey",
    };

    private static string What(LiveEvent e) => e switch
    {
        ChatEvent chat => SafeText.Of(chat.Content),
        GiftEvent gift => Text($"gives {SafeText.Of(gift.GiftName)} × {gift.Total} (+{gift.Count}, {gift.Value} diamonds){To(gift)}{(gift.Ended ? ", ended" : "")}"),
        LikeEvent like => Text($"likes × {like.Count} ({like.Total} in all)"),
        EnterEvent enter => Text($"comes in{(enter.Way == EnterWay.ByShare ? " by a share" : "")} ({enter.Online} online)"),
        FollowEvent follow => follow.FollowCount > 0 ? Text($"follows ({follow.FollowCount} followers)") : "follows",
        ShareEvent share => share.Target.Length > 0 ? $"shares to {SafeText.Of(share.Target)}" : "shares",
        RoomEvent room => Room(room),
        _ => "",
    };

    private static string To(GiftEvent gift) => gift.ToUser is { } to ? $" to {SafeText.Of(to.Name)}" : "";

    private static string Room(RoomEvent room)
    {
        var parts = new List<string>();
        if (room.Status != RoomStatus.Unchanged)
        {
            parts.Add(room.Status.ToString().ToLowerInvariant());
        }

        Add("online", room.Online);
        Add("viewers", room.TotalViewers);
        Add("likes", room.LikeTotal);
        if (room.Title.Length > 0)
        {
            parts.Add(SafeText.Of(room.Title));
        }

        return string.Join(", ", parts);

        void Add(string name, long number)
        {
            if (number >= 0)
            {
                parts.Add(Text($"{name} {number}"));
            }
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
