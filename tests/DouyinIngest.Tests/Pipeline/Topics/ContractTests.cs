using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Tests.Pipeline.Topics;

/// <summary>Words, numbers and values of the output contract, read back through the generated types.</summary>
public sealed class ContractTests
{
    private readonly RecordBuffer _buffer = new();

    [Fact]
    public void Words_EveryEnum_AreTheContractsNamesAndNumbers()
    {
        AssertWords<EventKind>("douyin.live.v1.Event.Kind", k => k == EventKind.None ? "unknown" : EventWords.Of(k));
        AssertWords<EventTimeSource>("douyin.live.v1.Event.TimeSource", s => Text(EventWords.Utf8(s)));
        AssertWords<ChatVariant>("douyin.live.v1.ChatDetail.Variant", v => Text(EventWords.Utf8(v)));
        AssertWords<EnterWay>("douyin.live.v1.EnterDetail.Way", w => Text(EventWords.Utf8(w)));
        AssertWords<RoomStatus>("douyin.live.v1.RoomDetail.Status", s => Text(EventWords.Utf8(s)));
        AssertWords<RoomSource>("douyin.live.v1.RoomDetail.Source", s => Text(EventWords.Utf8(s)));
    }

    [Theory]
    [InlineData(EventKind.None)]
    [InlineData((EventKind)8)]
    public void Words_NoKind_Throws(EventKind kind) => Assert.Throws<ArgumentOutOfRangeException>(() => EventWords.Of(kind));

    [Fact]
    public void Protobuf_Chat_SaysEveryValue()
    {
        Event e = Written(Samples.Of(EventKind.Chat));
        Assert.Equal("7300000000000000001-42", e.EventId);
        Assert.Equal((Samples.RoomId, "123456789", 0L), (e.RoomId, e.LiveId, e.Epoch));
        Assert.Equal((Event.Types.Kind.Chat, Event.Types.TimeSource.CreateTime, false), (e.Kind, e.UpstreamTimeSource, e.Derived));
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 6, DateTimeKind.Utc), e.UpstreamTime.ToDateTime());
        Assert.Equal(new DateTime(2026, 1, 2, 3, 4, 5, 120, DateTimeKind.Utc), e.ReceivedTime.ToDateTime());
        Assert.Equal("blau", e.Labels["team"]);
        Assert.Equal((9_007_199_254_740_993, "MS4wLjABAAAAsynthetic", "测试者\"甲\"😀", false, 17), (e.User.Id, e.User.SecUid, e.User.Name, e.User.Masked, e.User.Level));
        Assert.Equal(("小灯牌", 5), (e.User.FansClub.Name, e.User.FansClub.Level));
        Assert.Equal(("主播好\n\t\\o/", ChatDetail.Types.Variant.PrivilegeScreen, 0L), (e.ChatDetail.Content, e.ChatDetail.Variant, e.ChatDetail.EmojiId));
        Assert.Equal(["ads", "问题"], e.ChatDetail.Matched);
        Assert.Equal(Event.PayloadOneofCase.ChatDetail, e.PayloadCase);
    }

    [Fact]
    public void Protobuf_Gift_SaysEveryValue()
    {
        GiftDetail gift = Written(Samples.Of(EventKind.Gift)).GiftDetail;
        Assert.Equal((463L, "小心心", 1), (gift.GiftId, gift.Name, gift.Diamonds));
        Assert.Equal((3L, 10L, 3L, true), (gift.Count, gift.Total, gift.Value, gift.Ended));
        Assert.Equal("9007199254740993-463-0-1", gift.ComboId);
        Assert.Equal((111111L, true, "神***"), (gift.ToUser.Id, gift.ToUser.Masked, gift.ToUser.Name));
        Assert.Null(gift.ToUser.FansClub);
    }

    [Fact]
    public void Protobuf_OtherKinds_SayEveryValue()
    {
        LikeDetail like = Written(Samples.Of(EventKind.Like)).LikeDetail;
        Assert.Equal((12L, 34_567L), (like.Count, like.Total));
        EnterDetail enter = Written(Samples.Of(EventKind.Enter)).EnterDetail;
        Assert.Equal((1_234L, EnterDetail.Types.Way.ByShare), (enter.Online, enter.Way));
        Assert.Equal(88, Written(Samples.Of(EventKind.Follow)).FollowDetail.FollowCount);
        ShareDetail share = Written(Samples.Of(EventKind.Share)).ShareDetail;
        Assert.Equal(("112", 0L), (share.Target, share.Total));
        Event room = Written(Samples.Of(EventKind.Room));
        Assert.Null(room.User);
        Assert.Equal((RoomDetail.Types.Source.UserSeq, RoomDetail.Types.Status.Live), (room.RoomDetail.Source, room.RoomDetail.Status));
        Assert.Equal((321L, 65_000L, -1L, "晚安 & good <night>"), (room.RoomDetail.Online, room.RoomDetail.TotalViewers, room.RoomDetail.LikeTotal, room.RoomDetail.Title));
    }

    [Fact]
    public void Protobuf_GiftToTheAnchor_HasNoReceiver()
    {
        LiveEventView e = Samples.Of(EventKind.Gift);
        e.ToUser = default;
        e.User = default;
        Event written = Written(e);
        Assert.Null(written.GiftDetail.ToUser);
        Assert.Null(written.User);
    }

    [Fact]
    public void Protobuf_ShorterRecordAfterALongerOne_HasNothingOfIt()
    {
        var writer = new ProtobufEventWriter();
        LiveEventView longer = Samples.Of(EventKind.Chat);
        longer.Content = new byte[20_000];
        int longerLength = writer.Write(in longer, Samples.Room, _buffer).Length;
        LiveEventView shorter = Samples.Of(EventKind.Like);
        ReadOnlySpan<byte> bytes = writer.Write(in shorter, Samples.Room, _buffer);
        Assert.True(bytes.Length < longerLength);
        Assert.Equal(12, Event.Parser.ParseFrom(bytes).LikeDetail.Count);
        Assert.Equal("application/protobuf", writer.ContentType);
    }

    [Fact]
    public void Peek_FieldOfTheSameNameElsewhere_IsNotTaken()
    {
        RoomKey room = RoomKey.Of("real", 1, new Dictionary<string, string>(StringComparer.Ordinal) { ["liveId"] = "label" });
        LiveEventView e = Samples.Of(EventKind.Chat, "\"liveId\":\"forged\"");
        Assert.Equal("real", RecordPeek.LiveId(new JsonEventWriter().Write(in e, room, _buffer), ValueFormat.Json));
        Assert.Equal("label", RecordPeek.LiveId("""{"a":{"liveId":"inner"},"b":["liveId"],"liveId":"label"}"""u8, ValueFormat.Json));
        Assert.Equal("", RecordPeek.LiveId("""{"a":{"liveId":"inner"}}"""u8, ValueFormat.Json));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7\"\\<>&")]
    [InlineData("直播间")]
    public void Peek_AnyLiveId_IsReadBackFromBothFormats(string liveId)
    {
        RoomKey room = RoomKey.Of(liveId, 5);
        LiveEventView e = Samples.Of(EventKind.Room);
        Assert.Equal(liveId, RecordPeek.LiveId(new JsonEventWriter().Write(in e, room, _buffer), ValueFormat.Json));
        Assert.Equal(liveId, RecordPeek.LiveId(new ProtobufEventWriter().Write(in e, room, _buffer), ValueFormat.Protobuf));
    }

    [Fact]
    public void RoomKey_WithEpoch_IsAsMadeWithIt()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["k"] = "v" };

        RoomKey followed = RoomKey.Of("a", 5, labels, epoch: 7).WithEpoch(8);

        RoomKey made = RoomKey.Of("a", 5, labels, epoch: 8);
        Assert.Equal((8, made.LiveId, made.RoomId), (followed.Epoch, followed.LiveId, followed.RoomId));
        Assert.Equal(made.ContextJson, followed.ContextJson);
        Assert.Equal(made.IdentityJson, followed.IdentityJson);
        Assert.Equal(made.Key, followed.Key);
    }

    [Fact]
    public void RoomKey_Of_MakesKeyAndJsonOnce()
    {
        RoomKey room = RoomKey.Of("a\"b", long.MaxValue, new Dictionary<string, string>(StringComparer.Ordinal) { ["k\n"] = "v" }, epoch: 7);
        Assert.Equal("9223372036854775807"u8, room.Key);
        Assert.Equal("""{"k\n":"v"}""", Encoding.UTF8.GetString(room.LabelsJson));
        Assert.Equal(",\"roomId\":\"9223372036854775807\",\"liveId\":\"a\\u0022b\"", Encoding.UTF8.GetString(room.IdentityJson));
        Assert.Equal(",\"labels\":{\"k\\n\":\"v\"},\"epoch\":\"7\"", Encoding.UTF8.GetString(room.ContextJson));
        Assert.Equal("{}"u8, RoomKey.Of("", 1).LabelsJson);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(-1, false)]
    [InlineData(1, true)]
    [InlineData(EventTime.Last, true)]
    [InlineData(EventTime.Last + 1, false)]
    public void EventTime_IsKnown_WithinWhatCanBeWritten(long time, bool known) => Assert.Equal(known, EventTime.IsKnown(time));

    [Fact]
    public void RecordBuffer_Take_GrowsAndIsUsedAgain()
    {
        byte[] first = _buffer.Take(1);
        Assert.Same(first, _buffer.Take(4096));
        byte[] larger = _buffer.Take(4097);
        Assert.Equal(8192, larger.Length);
        Assert.Same(larger, _buffer.Take(10));
    }

    private Event Written(LiveEventView e) => Event.Parser.ParseFrom(new ProtobufEventWriter().Write(in e, Samples.Room, _buffer));

    private static void AssertWords<T>(string contract, Func<T, string> word)
        where T : struct, Enum
    {
        EnumDescriptor descriptor = Assert.Single(Enums(), d => string.Equals(d.FullName, contract, StringComparison.Ordinal));
        Assert.Equal(
            descriptor.Values.Select(v => $"{v.Number} {v.Name}"),
            Enum.GetValues<T>().Select(v => FormattableString.Invariant($"{Convert.ToInt32(v, null)} {word(v)}")));
    }

    private static IEnumerable<EnumDescriptor> Enums() => EventsReflection.Descriptor.MessageTypes.SelectMany(m => m.EnumTypes);

    private static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);
}
