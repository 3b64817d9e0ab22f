using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.AssistantSample;

/// <summary>Events as a connector hands them over.</summary>
internal static class SomeEvents
{
    public static DateTimeOffset Then { get; } = DateTimeOffset.UnixEpoch.AddYears(56);

    public static ChatEvent Chat(string content, long user = 7, string name = "小测试", ChatVariant variant = ChatVariant.Plain, TimeSpan age = default) => new()
    {
        EventId = $"1-{content}", RoomId = 1, UpstreamTime = Then - age, UpstreamTimeSource = EventTimeSource.CreateTime, ReceivedTime = Then, Derived = false,
        User = User(user, name), Content = content, Variant = variant, EmojiId = 0,
    };

    public static GiftEvent Gift(string combo, long total, bool ended, long user = 7, string name = "小测试", bool derived = false, TimeSpan age = default) => new()
    {
        EventId = $"1-{combo}-{total}-{ended}", RoomId = 1, UpstreamTime = Then - age, UpstreamTimeSource = EventTimeSource.CreateTime, ReceivedTime = Then,
        Derived = derived, User = User(user, name), GiftId = 463, GiftName = "小心心", Diamonds = 1, Count = 0, Total = total, ComboId = combo, Ended = ended, ToUser = null,
    };

    private static LiveUser User(long id, string name) => new(id, "", name, Masked: false, Level: 0, "", 0);
}
