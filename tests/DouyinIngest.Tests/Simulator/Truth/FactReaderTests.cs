using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator.Truth;
using Google.Protobuf;

namespace DouyinIngest.Tests.Simulator.Truth;

public sealed class FactReaderTests
{
    private static readonly User Someone = new() { Id = 7 };

    public static TheoryData<string, IMessage, int, long, string?, long> Messages => new()
    {
        { "chat", new ChatMessage { User = Someone, Content = "a" }, 1, 7, "a", 0 },
        { "lucky bag", new ChatMessage { User = Someone, Content = "a", ChatBy = 9 }, 1, 7, "a", 5 },
        { "emoji", new EmojiChatMessage { User = Someone, DefaultContent = "[a]" }, 1, 7, "[a]", 1 },
        { "screen", new ScreenChatMessage { User = Someone, Content = "a" }, 1, 7, "a", 2 },
        { "privilege", new PrivilegeScreenChatMessage { User = Someone, Content = "a" }, 1, 7, "a", 3 },
        { "audio", new AudioChatMessage { User = Someone, Content = "a" }, 1, 7, "a", 4 },
        { "like", new LikeMessage { User = Someone, Count = 3 }, 3, 7, null, 0 },
        { "enter", new MemberMessage { User = Someone, Action = 1 }, 4, 7, null, 0 },
        { "leave", new MemberMessage { User = Someone, Action = 2 }, 0, 0, null, 0 },
        { "follow", new SocialMessage { User = Someone, Action = 1 }, 5, 7, null, 1 },
        { "share", new SocialMessage { User = Someone, Action = 3, ShareTarget = "112" }, 6, 7, "112", 3 },
        { "social 2", new SocialMessage { User = Someone, Action = 2 }, 0, 0, null, 0 },
        { "audience", new RoomUserSeqMessage { Total = 5 }, 7, 0, null, 0 },
        { "stats", new RoomStatsMessage(), 7, 0, null, 0 },
        { "paused", new ControlMessage { Action = 1 }, 7, 0, null, 1 },
        { "ended", new ControlMessage { Action = 3 }, 7, 0, null, 3 },
        { "switched", new ControlMessage { Action = 6 }, 7, 0, null, 6 },
        { "node", new ControlMessage { Action = 5 }, 0, 0, null, 0 },
        { "fans club", new FansclubMessage { User = Someone }, 0, 0, null, 0 },
        { "light gift", new LightGiftMessage(), 0, 0, null, 0 },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Read_Message_GivesKindAndFacts(string name, IMessage message, int kind, long user, string? content, long variant)
    {
        var facts = FactReader.Read(message);
        Assert.True((kind, user, content, variant) == ((int)facts.Kind, facts.UserId, facts.Content, facts.Variant), name);
    }

    [Theory]
    [InlineData(true, 5, 1, 9, 5)]
    [InlineData(true, 0, 66, 3, 198)]
    [InlineData(true, 0, 0, 0, 0)]
    [InlineData(false, 0, 0, 0, 1)]
    [InlineData(false, 4, 1, 1, 4)]
    public void Read_Gift_CumulativeByTheRule(bool combo, long repeat, long group, long count, long expected)
    {
        var gift = new GiftMessage
        {
            GiftId = 463, RepeatCount = repeat, GroupCount = group, ComboCount = count, GroupId = 9, User = Someone, RepeatEnd = 1,
            ToUser = new User { Id = 8 }, Gift = new GiftStruct { Combo = combo, DiamondCount = 2 },
        };
        Assert.Equal(new GiftFacts(463, 8, 9, 2, combo, expected, Ended: true), FactReader.Read(gift).Gift);
    }
}
