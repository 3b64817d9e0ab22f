using System.Security.Cryptography;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Corpus;

/// <summary>Frames written by hand from the field tables, and the events that they must make.</summary>
public sealed class CorpusTests
{
    private const long Created = 1_776_121_373_297;

    private static readonly LiveUser Cloud = new(42, "MS4wLjABAAAAcloud", "云端的猫", false, 17, "小队", 5);

    private readonly CorpusPath _path = new();

    [Fact]
    public void Chat_EveryField_IsRead()
    {
        var e = _path.Single<ChatEvent>(Message("WebcastChatMessage", 1001, Join(Common(), User(2), Text(3, "你好 🌊"), Int(15, 1_776_121_370))));

        Assert.Equal("7300000000000000001-1001", e.EventId);
        Assert.Equal(CorpusPath.Room, e.RoomId);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(Created), e.UpstreamTime);
        Assert.Equal(EventTimeSource.CreateTime, e.UpstreamTimeSource);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(CorpusPath.Received), e.ReceivedTime);
        Assert.Equal(Cloud, e.User);
        Assert.Equal("你好 🌊", e.Content);
        Assert.Equal(ChatVariant.Plain, e.Variant);
        Assert.False(e.Derived);
    }

    [Theory]
    [InlineData("WebcastChatMessage", 3, 20, 9, ChatVariant.LuckyBag)]
    [InlineData("WebcastChatMessage", 3, 20, 1, ChatVariant.Plain)]
    [InlineData("WebcastScreenChatMessage", 4, 3, 1, ChatVariant.Screen)]
    [InlineData("WebcastPrivilegeScreenChatMessage", 3, 5, 3, ChatVariant.PrivilegeScreen)]
    [InlineData("WebcastAudioChatMessage", 3, 5, 3970, ChatVariant.Audio)]
    [InlineData("WebcastEmojiChatMessage", 5, 3, 77, ChatVariant.Emoji)]
    public void ChatVariants_ContentInItsField_AreTold(string method, int contentField, int otherField, long other, ChatVariant variant)
    {
        var e = _path.Single<ChatEvent>(Message(method, 1, Join(User(2), Text(contentField, "一行"), Int(otherField, other))));

        Assert.Equal("一行", e.Content);
        Assert.Equal(variant, e.Variant);
        Assert.Equal(variant == ChatVariant.Emoji ? 77 : 0, e.EmojiId);
        Assert.Equal(Cloud, e.User);
    }

    [Theory]
    [InlineData("", "ab")]
    [InlineData("[笑]", "[笑]")]
    public void Emoji_DefaultContentElseWordsOfPieces(string told, string expected)
    {
        var pieces = Sub(4, Sub(4, Int(1, 1), Text(11, "a")), Sub(4, Int(1, 15)), Sub(4, Text(11, "b")));

        Assert.Equal(expected, _path.Single<ChatEvent>(Message("WebcastEmojiChatMessage", 1, Join(pieces, Text(5, told)))).Content);
    }

    [Fact]
    public void Gift_Single_CountsAtOnce()
    {
        var gift = Sub(15, Int(5, 685), Int(12, 10), Text(16, "灯牌"));
        var e = _path.Single<GiftEvent>(Message("WebcastGiftMessage", 5, Join(Common(), Int(2, 685), Int(4, 1), Int(6, 3), User(7), Sub(8, Int(1, 8), Text(3, "主播")), gift)));

        Assert.Equal((685, "灯牌", 10), (e.GiftId, e.GiftName, e.Diamonds));
        Assert.Equal((3, 3, 30, true), (e.Count, e.Total, e.Value, e.Ended));
        Assert.Equal(Cloud, e.User);
        Assert.Equal(new LiveUser(8, "", "主播", false, 0, "", 0), e.ToUser);
        Assert.Equal(16, e.ComboId.Length);
    }

    [Fact]
    public void Like_CountAndTotal_AreRead()
    {
        var e = _path.Single<LikeEvent>(Message("WebcastLikeMessage", 1, Join(Int(2, 11), Int(3, 30735), User(5))));

        Assert.Equal((11, 30735), (e.Count, e.Total));
        Assert.Equal(Cloud, e.User);
        Assert.Equal(EventTimeSource.ResponseNow, e.UpstreamTimeSource);
    }

    [Theory]
    [InlineData(0, EnterWay.Unspecified)]
    [InlineData(6, EnterWay.ByShare)]
    public void Member_Action1_IsEnter(int tip, EnterWay way)
    {
        var e = _path.Single<EnterEvent>(Message("WebcastMemberMessage", 1, Join(User(2), Int(3, 7576), Int(10, 1), Int(20, tip))));

        Assert.Equal((7576, way), (e.Online, e.Way));
    }

    [Theory]
    [InlineData("WebcastMemberMessage", 10, 2)]
    [InlineData("WebcastMemberMessage", 10, 20)]
    [InlineData("WebcastSocialMessage", 4, 2)]
    [InlineData("WebcastControlMessage", 2, 5)]
    [InlineData("WebcastControlMessage", 2, 7)]
    public void OtherActions_MakeNoEvent(string method, int field, long action)
        => Assert.Equal(DropReason.NoEvent, Assert.Single(_path.Read(Message(method, 1, Int(field, action)))).Reason);

    [Fact]
    public void Social_Action1_IsFollow()
    {
        var e = _path.Single<FollowEvent>(Message("WebcastSocialMessage", 1, Join(User(2), Int(4, 1), Int(6, 9000))));

        Assert.Equal((9000, "云端的猫"), (e.FollowCount, e.User!.Name));
    }

    [Fact]
    public void Social_Action3_IsShare()
    {
        var e = _path.Single<ShareEvent>(Message("WebcastSocialMessage", 1, Join(User(2), Int(4, 3), Text(5, "112"), Int(8, 1548))));

        Assert.Equal(("112", 1548), (e.Target, e.Total));
    }

    [Fact]
    public void RoomUserSeq_OnlineAndTotal_AreRead()
    {
        var e = _path.Single<RoomEvent>(Message("WebcastRoomUserSeqMessage", 1, Join(Int(3, 216), Int(7, 8341))));

        Assert.Equal((RoomSource.UserSeq, RoomStatus.Unchanged, 216, 8341, -1), (e.Source, e.Status, e.Online, e.TotalViewers, e.LikeTotal));
        Assert.Null(e.User);
    }

    [Fact]
    public void RoomStats_DisplayValue_IsOnline()
    {
        var e = _path.Single<RoomEvent>(Message("WebcastRoomStatsMessage", 1, Join(Int(5, 160), Int(9, 999))));

        Assert.Equal((RoomSource.Stats, 160, -1), (e.Source, e.Online, e.TotalViewers));
    }

    [Theory]
    [InlineData(1, RoomStatus.Paused)]
    [InlineData(2, RoomStatus.Live)]
    [InlineData(3, RoomStatus.Ended)]
    [InlineData(4, RoomStatus.Ended)]
    [InlineData(6, RoomStatus.Ended)]
    public void Control_Action_IsStatus(int action, RoomStatus status)
    {
        var e = _path.Single<RoomEvent>(Message("WebcastControlMessage", 1, Int(2, action)));

        Assert.Equal((RoomSource.Control, status, -1), (e.Source, e.Status, e.Online));
    }

    [Fact]
    public void Masked_ByIdOrDesensitizedStars_IsTold()
    {
        var byId = _path.Single<LikeEvent>(Message("WebcastLikeMessage", 1, Sub(5, Int(1, 111111), Text(3, "敏***"))));
        var byName = _path.Single<LikeEvent>(Message("WebcastLikeMessage", 2, Sub(5, Int(1, 5), Text(3, "敏***"), Text(68, "敏***"))));
        var starsOfTheirOwn = _path.Single<LikeEvent>(Message("WebcastLikeMessage", 3, Sub(5, Int(1, 5), Text(3, "***"), Text(68, "敏***"))));
        var sameButPlain = _path.Single<LikeEvent>(Message("WebcastLikeMessage", 4, Sub(5, Int(1, 5), Text(3, "云"), Text(68, "云"))));

        Assert.Equal([true, true, false, false], new[] { byId, byName, starsOfTheirOwn, sameButPlain }.Select(e => e.User!.Masked));
    }

    [Fact]
    public void BadMessage_AmongGoodOnes_CostsOnlyItself()
    {
        var results = _path.Read(
            Message("WebcastLikeMessage", 1, Int(2, 1)),
            Message("WebcastChatMessage", 2, [0x0a, 0x7f, 0x01]),
            Message("WebcastNewThingMessage", 3, []),
            Message("WebcastRoomRankMessage", 4, []),
            Message("WebcastLikeMessage", 5, Int(2, 2)));

        Assert.Equal([DropReason.None, DropReason.BadMessage, DropReason.UnknownMethod, DropReason.NoEvent, DropReason.None], results.Select(r => r.Reason));
    }

    [Fact]
    public void LongText_IsRefused_AndBrokenUtf8IsRepaired()
    {
        var longest = Convert.ToHexString(RandomNumberGenerator.GetBytes(32768));

        Assert.Equal(DropReason.StringTooLong, Assert.Single(_path.Read(Message("WebcastChatMessage", 1, Text(3, longest + "x")))).Reason);
        Assert.Equal("a\uFFFDb", _path.Single<ChatEvent>(Message("WebcastChatMessage", 2, Raw(3, [0x61, 0xff, 0x62]))).Content);
        Assert.Equal(longest, _path.Single<ChatEvent>(Message("WebcastChatMessage", 3, Text(3, longest))).Content);
    }

    [Fact]
    public void Uncompressed_WithoutHeader_IsRead()
    {
        var response = Join(Message("WebcastLikeMessage", 1, Int(2, 7)), Int(4, CorpusPath.Now));

        var (_, e) = Assert.Single(_path.ReadFrame(Frame(response, compress: null)));

        Assert.Equal(7, Assert.IsType<LikeEvent>(e).Count);
    }

    private static byte[] Common() => Sub(1, Text(1, "Webcast"), Int(2, 999), Int(4, Created));

    private static byte[] User(int field) => Sub(
        field,
        Int(1, 42),
        Text(3, "云端的猫"),
        Sub(9, Text(1, "https://example.invalid/a.png")),
        Sub(23, Int(6, 17)),
        Sub(24, Sub(1, Text(1, "小队"), Int(2, 5))),
        Text(46, "MS4wLjABAAAAcloud"));
}
