using System.Globalization;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;

namespace DouyinIngest.Benchmarks.Scenarios.Samples;

/// <summary>What the generated parser says an event must carry, by the same names as <see cref="EventValues"/>.</summary>
internal static class ExpectedValues
{
    /// <summary>The values, or null for a payload that makes no event.</summary>
    public static IReadOnlyDictionary<string, string>? Of(string method, byte[] payload) => method switch
    {
        "WebcastChatMessage" => Chat(ChatMessage.Parser.ParseFrom(payload)),
        "WebcastEmojiChatMessage" => Emoji(EmojiChatMessage.Parser.ParseFrom(payload)),
        "WebcastScreenChatMessage" => Screen(ScreenChatMessage.Parser.ParseFrom(payload)),
        "WebcastPrivilegeScreenChatMessage" => Privilege(PrivilegeScreenChatMessage.Parser.ParseFrom(payload)),
        "WebcastAudioChatMessage" => Audio(AudioChatMessage.Parser.ParseFrom(payload)),
        "WebcastGiftMessage" => Gift(GiftMessage.Parser.ParseFrom(payload)),
        "WebcastLikeMessage" => Like(LikeMessage.Parser.ParseFrom(payload)),
        "WebcastMemberMessage" => Member(MemberMessage.Parser.ParseFrom(payload)),
        "WebcastSocialMessage" => Social(SocialMessage.Parser.ParseFrom(payload)),
        "WebcastRoomUserSeqMessage" => Room(RoomUserSeqMessage.Parser.ParseFrom(payload).Total),
        "WebcastRoomStatsMessage" => Room(RoomStatsMessage.Parser.ParseFrom(payload).DisplayValue),
        _ => null,
    };

    private static SortedDictionary<string, string> Chat(ChatMessage m) =>
        Of("Chat", m.User, ("content", m.Content), ("variant", m.ChatBy == 9 ? "LuckyBag" : "Plain"), ("emoji", "0"));

    private static SortedDictionary<string, string> Emoji(EmojiChatMessage m) =>
        Of("Chat", m.User, ("content", m.DefaultContent), ("variant", "Emoji"), ("emoji", Text(m.EmojiId)));

    private static SortedDictionary<string, string> Screen(ScreenChatMessage m) =>
        Of("Chat", m.User, ("content", m.Content), ("variant", "Screen"), ("emoji", "0"));

    private static SortedDictionary<string, string> Privilege(PrivilegeScreenChatMessage m) =>
        Of("Chat", m.User, ("content", m.Content), ("variant", "PrivilegeScreen"), ("emoji", "0"));

    private static SortedDictionary<string, string> Audio(AudioChatMessage m) =>
        Of("Chat", m.User, ("content", m.Content), ("variant", "Audio"), ("emoji", "0"));

    private static SortedDictionary<string, string> Gift(GiftMessage m)
    {
        var total = m.RepeatCount > 0 ? m.RepeatCount : m.GroupCount * m.ComboCount;
        return Of(
            "Gift",
            m.User,
            ("gift.id", Text(m.GiftId)),
            ("gift.name", m.Gift?.Name ?? ""),
            ("gift.diamonds", Text(m.Gift?.DiamondCount ?? 0)),
            ("gift.total", Text(Math.Max(1, total))));
    }

    private static SortedDictionary<string, string> Like(LikeMessage m) =>
        Of("Like", m.User, ("count", Text(m.Count)), ("total", Text(m.Total)));

    private static SortedDictionary<string, string>? Member(MemberMessage m) =>
        m.Action == 1 ? Of("Enter", m.User, ("online", Text(m.MemberCount))) : null;

    private static SortedDictionary<string, string>? Social(SocialMessage m) => m.Action switch
    {
        1 => Of("Follow", m.User, ("total", Text(m.FollowCount))),
        3 => Of("Share", m.User, ("target", m.ShareTarget), ("total", Text(m.ShareTotalCount))),
        _ => null,
    };

    private static SortedDictionary<string, string> Room(long online) => Of("Room", null, ("online", Text(online)));

    private static SortedDictionary<string, string> Of(string kind, User? user, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["kind"] = kind };
        if (user is not null)
        {
            all["user.id"] = Text(user.Id);
            all["user.name"] = user.Nickname;
            all["user.sec_uid"] = user.SecUid;
            all["user.level"] = Text(user.PayGrade?.Level ?? 0);
            all["user.club"] = user.FansClub?.Data?.ClubName ?? "";
        }

        foreach (var (name, value) in values)
        {
            all[name] = value;
        }

        return all;
    }

    private static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
}
