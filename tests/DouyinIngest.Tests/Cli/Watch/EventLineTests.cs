using System.Text;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Watch;

public class EventLineTests
{
    private static readonly LiveUser Ming = new(5, "MS4x", "小明\u001b[2J", Masked: false, Level: 3, "星", 2);

    private static readonly Dictionary<string, LiveEvent> Events = new(StringComparer.Ordinal)
    {
        ["chat"] = Common(new ChatEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = false, User = null,
            Content = "大家好\n😀", Variant = ChatVariant.Emoji, EmojiId = 9,
        }),
        ["gift"] = Common(new GiftEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = false, User = null,
            GiftId = 463, GiftName = "小心心", Diamonds = 2, Count = 3, Total = 66, ComboId = "c", Ended = true, ToUser = Ming with { Name = "别人" },
        }),
        ["like"] = Common(new LikeEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = false, User = null, Count = 4, Total = 1000,
        }),
        ["enter"] = Common(new EnterEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = false, User = null, Online = 77, Way = EnterWay.ByShare,
        }),
        ["follow"] = Common(new FollowEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = false, User = null, FollowCount = 12,
        }),
        ["share"] = Common(new ShareEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = false, User = null, Target = "112", Total = 0,
        }),
        ["room"] = Common(new RoomEvent
        {
            EventId = "", RoomId = 0, UpstreamTime = null, UpstreamTimeSource = default, ReceivedTime = default, Derived = true, User = null,
            Source = RoomSource.UserSeq, Status = RoomStatus.Paused, Online = 88, TotalViewers = -1, LikeTotal = 5, Title = "唱歌",
        }) with { User = null },
    };

    [Theory]
    [InlineData("chat", "03:04:05 chat   小明 [2J: 大家好 😀")]
    [InlineData("gift", "03:04:05 gift   小明 [2J gives 小心心 × 66 (+3, 6 diamonds) to 别人, ended")]
    [InlineData("like", "03:04:05 like   小明 [2J likes × 4 (1000 in all)")]
    [InlineData("enter", "03:04:05 enter  小明 [2J comes in by a share (77 online)")]
    [InlineData("follow", "03:04:05 follow 小明 [2J follows (12 followers)")]
    [InlineData("share", "03:04:05 share  小明 [2J shares to 112")]
    [InlineData("room", "03:04:05 room   paused, online 88, likes 5, 唱歌")]
    public void Of_EveryKind_IsOneLineThatStrangersCannotSteer(string kind, string expected) => Assert.Equal(expected, EventLine.Of(Events[kind]));

    [Fact]
    public void Of_NoUpstreamTime_TakesTheReceiveTime() =>
        Assert.StartsWith("03:04:06 ", EventLine.Of(Events["chat"] with { UpstreamTime = null }), StringComparison.Ordinal);

    [Theory]
    [InlineData("chat")]
    [InlineData("gift")]
    [InlineData("like")]
    [InlineData("enter")]
    [InlineData("follow")]
    [InlineData("share")]
    [InlineData("room")]
    public void Line_EveryKind_IsTheOutputContract(string kind)
    {
        var line = EventJson.Line(Events[kind], "123456");

        Assert.DoesNotContain('\n', line);
        var parsed = Event.Parser.ParseJson(line);
        Assert.Equal((int)EventKinds.Parse(kind)!.Value, (int)parsed.Kind);
        Assert.Equal(("7300000000000000001-9", 7300000000000000001, "123456"), (parsed.EventId, parsed.RoomId, parsed.LiveId));
        Assert.NotEqual(Event.PayloadOneofCase.None, parsed.PayloadCase);
        var record = RecordJson.Parse(Encoding.UTF8.GetBytes(line));
        Assert.Equal(kind, EventKinds.Word(record.Kind));
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), record.ReceivedTime);
    }

    [Fact]
    public void Line_Gift_WritesZerosAndSixtyFourBitNumbersAsStrings()
    {
        var line = EventJson.Line((GiftEvent)Events["gift"] with { Count = 0, ToUser = null }, "");

        foreach (var part in (string[])["\"count\": \"0\"", "\"total\": \"66\"", "\"diamonds\": 2", "\"comboId\": \"c\"", "\"ended\": true", "\"value\": \"0\"", "\"liveId\": \"\"", "\"derived\": false"])
        {
            Assert.Contains(part, line, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("toUser", line, StringComparison.Ordinal);
    }

    private static T Common<T>(T e)
        where T : LiveEvent => (T)(e with
        {
            EventId = "7300000000000000001-9",
            RoomId = 7300000000000000001,
            UpstreamTime = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            UpstreamTimeSource = EventTimeSource.CreateTime,
            ReceivedTime = new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero),
            User = Ming,
        });
}
