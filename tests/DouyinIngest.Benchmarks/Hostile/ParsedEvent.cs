using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;

namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>What the generated parser makes of a payload, in the words of <see cref="EventText"/>: the oracle of the lean decoder.</summary>
internal static class ParsedEvent
{
    /// <summary>The event as text; null when the message makes none.</summary>
    public static string? Of(string method, byte[] payload, long now) => method switch
    {
        "WebcastChatMessage" => Chat(ChatMessage.Parser.ParseFrom(payload), now),
        "WebcastEmojiChatMessage" => Emoji(EmojiChatMessage.Parser.ParseFrom(payload), now),
        "WebcastScreenChatMessage" => Screen(ScreenChatMessage.Parser.ParseFrom(payload), now),
        "WebcastPrivilegeScreenChatMessage" => Privilege(PrivilegeScreenChatMessage.Parser.ParseFrom(payload), now),
        "WebcastAudioChatMessage" => Audio(AudioChatMessage.Parser.ParseFrom(payload), now),
        "WebcastGiftMessage" => Gift(GiftMessage.Parser.ParseFrom(payload), now),
        "WebcastLikeMessage" => Like(LikeMessage.Parser.ParseFrom(payload), now),
        "WebcastMemberMessage" => Member(MemberMessage.Parser.ParseFrom(payload), now),
        "WebcastSocialMessage" => Social(SocialMessage.Parser.ParseFrom(payload), now),
        "WebcastRoomUserSeqMessage" => UserSeq(RoomUserSeqMessage.Parser.ParseFrom(payload), now),
        "WebcastRoomStatsMessage" => Stats(RoomStatsMessage.Parser.ParseFrom(payload), now),
        "WebcastControlMessage" => Control(ControlMessage.Parser.ParseFrom(payload), now),
        _ => null,
    };

    private static string Chat(ChatMessage m, long now)
        => $"Chat {m.Content}|{(m.ChatBy == 9 ? "LuckyBag" : "Plain")}|0|{User(m.User)}|{Time(m.Common, m.EventTime, now)}";

    private static string Emoji(EmojiChatMessage m, long now)
    {
        var words = string.Concat((m.EmojiContent?.Pieces ?? []).Select(piece => piece.StringValue));
        return $"Chat {(m.DefaultContent.Length > 0 ? m.DefaultContent : words)}|Emoji|{m.EmojiId}|{User(m.User)}|{Time(m.Common, 0, now)}";
    }

    private static string Screen(ScreenChatMessage m, long now) => $"Chat {m.Content}|Screen|0|{User(m.User)}|{Time(m.Common, m.EventTime, now)}";

    private static string Privilege(PrivilegeScreenChatMessage m, long now) => $"Chat {m.Content}|PrivilegeScreen|0|{User(m.User)}|{Time(m.Common, 0, now)}";

    private static string Audio(AudioChatMessage m, long now) => $"Chat {m.Content}|Audio|0|{User(m.User)}|{Time(m.Common, 0, now)}";

    private static string Gift(GiftMessage m, long now)
    {
        const long most = int.MaxValue;
        var id = m.GiftId != 0 ? m.GiftId : m.Gift?.Id ?? 0;
        var told = m.RepeatCount > 0
            ? Math.Min(m.RepeatCount, most)
            : Math.Min(Math.Clamp(m.GroupCount, 0, most) * Math.Clamp(m.ComboCount, 0, most), most);
        var inCombo = (m.Gift?.Combo ?? false) && (m.GroupId != 0 || m.TraceId.Length > 0);
        var total = inCombo && m.RepeatEnd != 0 ? told : Math.Max(1, told);
        return $"Gift {id}|{m.Gift?.Name}|{m.Gift?.DiamondCount ?? 0}|{total}|{total}|{!inCombo || m.RepeatEnd != 0}"
            + $"|{User(m.User)}|{User(m.ToUser)}|{Time(m.Common, m.SendTime, now)}";
    }

    private static string Like(LikeMessage m, long now) => $"Like {m.Count}|{m.Total}|{User(m.User)}|{Time(m.Common, 0, now)}";

    private static string? Member(MemberMessage m, long now)
        => m.Action == 1 ? $"Enter {m.MemberCount}|{(m.UserEnterTipType == 6 ? "ByShare" : "Unspecified")}|{User(m.User)}|{Time(m.Common, 0, now)}" : null;

    private static string? Social(SocialMessage m, long now) => m.Action switch
    {
        1 => $"Follow {m.FollowCount}|{User(m.User)}|{Time(m.Common, 0, now)}",
        3 => $"Share {m.ShareTarget}|{m.ShareTotalCount}|{User(m.User)}|{Time(m.Common, 0, now)}",
        _ => null,
    };

    private static string UserSeq(RoomUserSeqMessage m, long now) => $"Room UserSeq|Unchanged|{m.Total}|{(m.TotalUser == 0 ? -1 : m.TotalUser)}|{Time(m.Common, 0, now)}";

    private static string Stats(RoomStatsMessage m, long now) => $"Room Stats|Unchanged|{m.DisplayValue}|-1|{Time(m.Common, 0, now)}";

    private static string? Control(ControlMessage m, long now) => m.Action switch
    {
        1 => $"Room Control|Paused|-1|-1|{Time(m.Common, 0, now)}",
        2 => $"Room Control|Live|-1|-1|{Time(m.Common, 0, now)}",
        3 or 4 or 6 => $"Room Control|Ended|-1|-1|{Time(m.Common, 0, now)}",
        _ => null,
    };

    private static string User(User? u)
    {
        if (u is null)
        {
            return "nobody";
        }

        var masked = u.Id == 111111
            || (u.DesensitizedNickname.Length > 0 && u.Nickname.Contains('*', StringComparison.Ordinal) && string.Equals(u.Nickname, u.DesensitizedNickname, StringComparison.Ordinal));
        return $"{u.Id},{u.SecUid},{u.Nickname},{masked},{(int)(u.PayGrade?.Level ?? 0)},{u.FansClub?.Data?.ClubName},{u.FansClub?.Data?.Level ?? 0}";
    }

    private static string Time(Common? common, long own, long now)
    {
        foreach (var (sent, source) in new[] { (common?.CreateTime ?? 0, "CreateTime"), (own, "EventTime"), (now, "ResponseNow") })
        {
            if (sent is > 0 and <= 253_402_300_799_999)
            {
                return $"{(sent < 100_000_000_000 ? sent * 1000 : sent)},{source}";
            }
        }

        return "0,None";
    }
}
