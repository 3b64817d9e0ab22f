using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;

namespace DouyinIngest.Simulator.Truth;

/// <summary>Which message makes which event, from the typed message as it was made.</summary>
internal static class FactReader
{
    /// <summary>The facts of a message; kind None when it makes no event.</summary>
    public static EventFacts Read(IMessage message) => message switch
    {
        ChatMessage m => new(OracleKind.Chat, m.User?.Id ?? 0, m.Content, m.ChatBy == 9 ? 5 : 0),
        EmojiChatMessage m => new(OracleKind.Chat, m.User?.Id ?? 0, m.DefaultContent, 1),
        ScreenChatMessage m => new(OracleKind.Chat, m.User?.Id ?? 0, m.Content, 2),
        PrivilegeScreenChatMessage m => new(OracleKind.Chat, m.User?.Id ?? 0, m.Content, 3),
        AudioChatMessage m => new(OracleKind.Chat, m.User?.Id ?? 0, m.Content, 4),
        GiftMessage m => Gift(m),
        LikeMessage m => new(OracleKind.Like, m.User?.Id ?? 0, Count: m.Count, Total: m.Total),
        MemberMessage { Action: 1 } m => new(OracleKind.Enter, m.User?.Id ?? 0, Variant: m.UserEnterTipType, Count: m.MemberCount),
        SocialMessage { Action: 1 } m => new(OracleKind.Follow, m.User?.Id ?? 0, Variant: 1, Total: m.FollowCount),
        SocialMessage { Action: 3 } m => new(OracleKind.Share, m.User?.Id ?? 0, m.ShareTarget, 3, Total: m.ShareTotalCount),
        RoomUserSeqMessage m => new(OracleKind.Room, Count: m.Total, Total: m.TotalUser),
        RoomStatsMessage m => new(OracleKind.Room, Count: m.DisplayValue, Total: m.Total),
        ControlMessage { Action: 1 or 2 or 3 or 4 or 6 } m => new(OracleKind.Room, Variant: m.Action),
        _ => default,
    };

    private static EventFacts Gift(GiftMessage m)
    {
        var cumulative = m.RepeatCount > 0 ? m.RepeatCount : m.GroupCount * m.ComboCount;
        var combo = m.Gift?.Combo ?? false;
        if (!combo)
        {
            cumulative = Math.Max(1, cumulative);
        }

        var facts = new GiftFacts(m.GiftId, m.ToUser?.Id ?? 0, m.GroupId, m.Gift?.DiamondCount ?? 0, combo, cumulative, m.RepeatEnd == 1);
        return new EventFacts(OracleKind.Gift, m.User?.Id ?? 0, Count: cumulative, Gift: facts);
    }
}
