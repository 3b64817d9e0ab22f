using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Messages;
using static DouyinIngest.Tests.Corpus.Wire;

namespace DouyinIngest.Tests.Webcast.Events;

/// <summary>Each decoder by itself: which field it reads, what absent fields leave, and what broken ones do.</summary>
public sealed class MessageMapperTests
{
    private static readonly MessageKind[] Decoded =
    [
        MessageKind.Chat, MessageKind.EmojiChat, MessageKind.ScreenChat, MessageKind.PrivilegeScreenChat, MessageKind.AudioChat, MessageKind.Gift,
        MessageKind.Like, MessageKind.Member, MessageKind.Social, MessageKind.RoomUserSeq, MessageKind.RoomStats, MessageKind.Control,
    ];

    public static TheoryData<string, int> UserFields { get; } = new()
    {
        { "Chat", 2 }, { "EmojiChat", 2 }, { "ScreenChat", 2 }, { "PrivilegeScreenChat", 2 }, { "AudioChat", 2 },
        { "Gift", 7 }, { "Like", 5 }, { "Member", 2 }, { "Social", 2 },
    };

    public static TheoryData<string, int, string> Numbers { get; } = new()
    {
        { "EmojiChat", 3, "emoji" },
        { "Gift", 2, "gift" },
        { "Gift", 4, "group-count" },
        { "Gift", 5, "repeat" },
        { "Gift", 6, "combo-count" },
        { "Gift", 11, "group" },
        { "Like", 2, "count" },
        { "Like", 3, "total" },
        { "Member", 3, "online" },
        { "RoomUserSeq", 3, "online" },
        { "RoomUserSeq", 7, "viewers" },
        { "RoomStats", 5, "online" },
        { "Chat", 15, "time" },
        { "ScreenChat", 12, "time" },
        { "Gift", 33, "time" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Number_InItsField_IsReadWithSignAndAllBits(string kind, int field, string where)
    {
        foreach (long value in (long[])[1, 42, -1, int.MaxValue, (long)int.MaxValue + 1, long.MaxValue, long.MinValue])
        {
            Assert.Equal(value, NumberAt(Kind(kind), Int(field, value), where));
        }

        // The last one wins, as protobuf has it; the same number with another wire type is another field.
        Assert.Equal(2, NumberAt(Kind(kind), Join(Int(field, 1), Int(field, 2)), where));
        Assert.Equal(1, NumberAt(Kind(kind), Join(Int(field, 1), Raw(field, [5])), where));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Number_InTheNeighbouringFields_IsNotTaken(string kind, int field, string where)
    {
        var absent = NumberAt(Kind(kind), [], where);
        HashSet<int> others = [.. Numbers.Where(n => string.Equals(n.Data.Item1, kind, StringComparison.Ordinal) && string.Equals(n.Data.Item3, where, StringComparison.Ordinal)).Select(n => n.Data.Item2)];
        for (var other = 1; other < 40; other++)
        {
            if (!others.Contains(other))
            {
                Assert.Equal(absent, NumberAt(Kind(kind), Int(other, 77), where));
            }
        }

        Assert.Contains(field, others);
    }

    [Theory]
    [MemberData(nameof(UserFields))]
    public void User_InItsField_IsRead(string kind, int field)
    {
        Assert.Equal("5|云|s|3|队|4|False", UserOf(Kind(kind), Person(field)));
        Assert.Equal("absent", UserOf(Kind(kind), []));
        Assert.Equal("0|||0||0|False", UserOf(Kind(kind), Sub(field)));
    }

    [Theory]
    [MemberData(nameof(UserFields))]
    public void User_Twice_IsMerged(string kind, int field)
        => Assert.Equal(
            "5|新|s|3|队|9|False",
            UserOf(Kind(kind), Join(Person(field), Sub(field, Text(3, "新"), Sub(24, Sub(1, Int(2, 9)))))));

    [Theory]
    [MemberData(nameof(UserFields))]
    public void User_Broken_SpoilsTheMessage(string kind, int field)
    {
        byte[][] broken =
        [
            [0x08],                                      // an id without a value
            Join(Int(1, 5), [0x1a, 0x7f]),               // a name longer than the user
            Raw(23, [0x30]),                             // pay_grade
            Raw(24, [0x0a, 0x01]),                       // fans_club
            Sub(24, Raw(1, [0x12, 0x05, 0x00])),         // fans_club.data
            [0x0b],                                      // a group
        ];
        Assert.All(broken, user => Assert.False(Read(Kind(kind), Raw(field, user))));
    }

    [Theory]
    [InlineData("Chat", 3)]
    [InlineData("EmojiChat", 5)]
    [InlineData("ScreenChat", 4)]
    [InlineData("PrivilegeScreenChat", 3)]
    [InlineData("AudioChat", 3)]
    public void Content_OnlyFromItsField(string kind, int field)
    {
        for (var other = 1; other < 30; other++)
        {
            // Field 1 and 2 are messages: an empty one says nothing.
            var text = other <= 2 || (other == 4 && Kind(kind) == MessageKind.EmojiChat) ? [] : Encoding.UTF8.GetBytes("一行");
            Assert.Equal(other == field ? "一行" : "", ContentOf(Kind(kind), Raw(other, text)));
        }

        Assert.Equal("two", ContentOf(Kind(kind), Join(Text(field, "one"), Text(field, "two"))));
    }

    [Fact]
    public void Common_EveryDecoder_ReadsIdAndTimeAndFailsWithIt()
    {
        foreach (var kind in Decoded)
        {
            CommonView common = default;
            Assert.True(Read(kind, Sub(1, Text(1, "m"), Int(2, -7), Int(3, 1), Int(4, 1_777_000_000_000)), ref common));
            Assert.Equal((-7, 1_777_000_000_000), (common.MsgId, common.CreateTime));
            Assert.True(Read(kind, Join(Sub(1, Int(2, 5)), Sub(1, Int(4, 6))), ref common));
            Assert.Equal((5, 6), (common.MsgId, common.CreateTime));
            Assert.False(Read(kind, Raw(1, [0x10])));
        }
    }

    [Fact]
    public void Payload_BrokenAtAnyPlace_IsRefusedByEveryDecoder()
    {
        foreach (var kind in Decoded)
        {
            Assert.True(Read(kind, []));
            Assert.False(Read(kind, [0x08]));
            Assert.False(Read(kind, [0x0f]));
            Assert.False(Read(kind, Join(Int(30, 1), [0x00])));
            Assert.False(Read(kind, Raw(200, new byte[300]).AsSpan()[..^1].ToArray()));
        }
    }

    [Theory]
    [InlineData("Chat", EventKind.Chat)]
    [InlineData("EmojiChat", EventKind.Chat)]
    [InlineData("ScreenChat", EventKind.Chat)]
    [InlineData("PrivilegeScreenChat", EventKind.Chat)]
    [InlineData("AudioChat", EventKind.Chat)]
    [InlineData("Gift", EventKind.Gift)]
    [InlineData("Like", EventKind.Like)]
    [InlineData("Member", EventKind.None)]
    [InlineData("Social", EventKind.None)]
    [InlineData("RoomUserSeq", EventKind.Room)]
    [InlineData("RoomStats", EventKind.Room)]
    [InlineData("Control", EventKind.None)]
    public void Kind_OfAnEmptyMessage_IsItsDecoders(string kind, object expected)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;
        MessageMapper.TryRead(new MessageView { Kind = Kind(kind) }, ref common, ref gift, ref view);
        Assert.Equal((EventKind)expected, view.Kind);
    }

    [Fact]
    public void Room_NumbersThatAreNotTold_AreMinusOne()
    {
        Assert.Equal((0, -1, -1), RoomNumbers(MessageKind.RoomStats, []));
        Assert.Equal((0, -1, -1), RoomNumbers(MessageKind.RoomUserSeq, []));
        Assert.Equal((0, 5, -1), RoomNumbers(MessageKind.RoomUserSeq, Int(7, 5)));
        Assert.Equal((-1, -1, -1), RoomNumbers(MessageKind.Control, Int(2, 3)));
    }

    [Theory]
    [InlineData(0L)]
    [InlineData(5L)]
    [InlineData(7L)]
    [InlineData(-1L)]
    [InlineData(4_294_967_299L)] // 2^32 + 3
    [InlineData(long.MaxValue)]
    public void Control_OtherActions_SayNothing(long action)
    {
        LiveEventView view = default;
        CommonView common = default;
        Assert.True(ControlDecoder.TryRead(Int(2, action), ref common, ref view));
        Assert.Equal((EventKind.None, RoomStatus.Unchanged), (view.Kind, view.RoomStatus));
    }

    [Fact]
    public void Social_TargetAndTotals_BelongToTheirAction()
    {
        var everything = Join(Text(5, "112"), Int(6, 9_000), Int(8, 15));
        Assert.Equal((EventKind.Follow, 9_000, ""), Social(Join(everything, Int(4, 1))));
        Assert.Equal((EventKind.Share, 15, "112"), Social(Join(Int(4, 3), everything)));
        Assert.Equal((EventKind.None, 0, ""), Social(Join(everything, Int(4, 2))));
        Assert.Equal((EventKind.Share, 15, "112"), Social(Join(Int(4, 1), everything, Int(4, 3))));
    }

    [Theory]
    [InlineData(6L, EnterWay.ByShare)]
    [InlineData(5L, EnterWay.Unspecified)]
    [InlineData(-6L, EnterWay.Unspecified)]
    [InlineData(4_294_967_302L, EnterWay.Unspecified)] // 2^32 + 6
    public void Member_Way_OnlySixIsByShare(long tip, object way)
    {
        LiveEventView view = default;
        CommonView common = default;
        Assert.True(MemberDecoder.TryRead(Join(Int(10, 1), Int(20, tip)), ref common, ref view));
        Assert.Equal((EventKind.Enter, (EnterWay)way), (view.Kind, view.EnterWay));
    }

    [Fact]
    public void Gift_InnerId_OnlyWhereTheOuterIsMissing()
    {
        var inner = Sub(15, Int(5, 685), Int(10, 1), Int(12, -5), Text(16, "灯牌"));
        Assert.Equal((685, true, -5, "灯牌"), Gift(inner));
        Assert.Equal((7, true, -5, "灯牌"), Gift(Join(inner, Int(2, 7))));
        Assert.Equal((7, false, 9, "灯"), Gift(Join(Int(2, 7), inner, Sub(15, Int(10, 0), Int(12, 9), Text(16, "灯")))));
        Assert.Equal((0, false, 0, ""), Gift([]));
        Assert.False(Read(MessageKind.Gift, Raw(15, [0x60])));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(-1, -1)]
    [InlineData(4_294_967_296, 0)] // int32 keeps the lower half
    public void Gift_RepeatEndAndTrace_AreRead(long sent, int repeatEnd)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;
        Assert.True(GiftDecoder.TryRead(Join(Int(9, sent), Text(35, "trace"), Person(8)), ref common, ref gift, ref view));
        Assert.Equal(repeatEnd, gift.RepeatEnd);
        Assert.Equal("trace"u8, gift.TraceId);
        Assert.True(view.ToUser.Present);
        Assert.False(view.User.Present);
    }

    [Fact]
    public void Emoji_Words_StopAtTheBound()
    {
        var piece = Sub(4, Sub(4, Text(11, new string('x', 1_000))));
        Assert.Equal(4_000, ContentOf(MessageKind.EmojiChat, Join(piece, piece, piece, piece)).Length);
        Assert.Equal(4_000, ContentOf(MessageKind.EmojiChat, Join(piece, piece, piece, piece, piece)).Length);

        // One piece alone is no copy and may be as long as any text.
        Assert.Equal(9_000, ContentOf(MessageKind.EmojiChat, Sub(4, Sub(4, Text(11, new string('y', 9_000))))).Length);
        Assert.False(Read(MessageKind.EmojiChat, Raw(4, [0x22])));
        Assert.False(Read(MessageKind.EmojiChat, Sub(4, Raw(4, [0x5a, 0x02, 0x61]))));
    }

    [Theory]
    [InlineData(111_111, "敏", "", true)]
    [InlineData(5, "敏***", "敏***", true)]
    [InlineData(5, "敏***", "", false)]
    [InlineData(5, "敏***", "敏**", false)]
    [InlineData(5, "云", "云", false)]
    [InlineData(0, "", "", false)]
    public void Masked_ByIdOrByStars(long id, string name, string desensitized, bool masked)
    {
        UserView user = default;
        Assert.True(UserDecoder.TryRead(Join(Text(68, desensitized), Text(3, name), Int(1, id)), ref user));
        Assert.Equal(masked, user.Masked);
    }

    private static byte[] Person(int field)
        => Sub(field, Int(1, 5), Text(3, "云"), Sub(23, Int(6, 3), Int(5, 8)), Sub(24, Sub(1, Text(1, "队"), Int(2, 4))), Text(46, "s"));

    private static MessageKind Kind(string name) => Enum.Parse<MessageKind>(name);

    private static bool Read(MessageKind kind, byte[] payload)
    {
        CommonView common = default;
        return Read(kind, payload, ref common);
    }

    private static bool Read(MessageKind kind, byte[] payload, ref CommonView common)
    {
        LiveEventView view = default;
        GiftView gift = default;
        return MessageMapper.TryRead(new MessageView { Kind = kind, Payload = payload }, ref common, ref gift, ref view);
    }

    private static long NumberAt(MessageKind kind, byte[] payload, string where)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;

        // Broken neighbours (a number where a message belongs) are other fields, not failures.
        Assert.True(MessageMapper.TryRead(new MessageView { Kind = kind, Payload = payload }, ref common, ref gift, ref view));
        return where switch
        {
            "emoji" => view.EmojiId,
            "gift" => view.GiftId,
            "group-count" => gift.GroupCount,
            "repeat" => gift.RepeatCount,
            "combo-count" => gift.ComboCount,
            "group" => gift.GroupId,
            "count" => view.Count,
            "total" => view.Total,
            "online" => view.Online,
            "viewers" => view.TotalViewers,
            _ => common.EventTime,
        };
    }

    private static string UserOf(MessageKind kind, byte[] payload)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;
        Assert.True(MessageMapper.TryRead(new MessageView { Kind = kind, Payload = payload }, ref common, ref gift, ref view));
        var user = view.User;
        return user.Present
            ? $"{user.Id}|{Utf8(user.Name)}|{Utf8(user.SecUid)}|{user.Level}|{Utf8(user.FansClubName)}|{user.FansClubLevel}|{user.Masked}"
            : "absent";
    }

    private static string ContentOf(MessageKind kind, byte[] payload)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;
        Assert.True(MessageMapper.TryRead(new MessageView { Kind = kind, Payload = payload }, ref common, ref gift, ref view));
        return Utf8(view.Content);
    }

    private static (long Online, long Viewers, long Likes) RoomNumbers(MessageKind kind, byte[] payload)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;
        Assert.True(MessageMapper.TryRead(new MessageView { Kind = kind, Payload = payload }, ref common, ref gift, ref view));
        return (view.Online, view.TotalViewers, view.LikeTotal);
    }

    private static (EventKind Kind, long Total, string Target) Social(byte[] payload)
    {
        LiveEventView view = default;
        CommonView common = default;
        Assert.True(SocialDecoder.TryRead(payload, ref common, ref view));
        return (view.Kind, view.Total, Utf8(view.ShareTarget));
    }

    private static (long Id, bool Combo, int Diamonds, string Name) Gift(byte[] payload)
    {
        LiveEventView view = default;
        CommonView common = default;
        GiftView gift = default;
        Assert.True(GiftDecoder.TryRead(payload, ref common, ref gift, ref view));
        return (view.GiftId, gift.Combo, view.Diamonds, Utf8(view.GiftName));
    }

    private static string Utf8(ReadOnlySpan<byte> text) => Encoding.UTF8.GetString(text);
}
