using System.Text;
using System.Text.Json;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Reconciliation;

public class RecordJsonTests
{
    [Fact]
    public void Parse_Chat_ReadsWhatAReconciliationNeeds()
    {
        var record = Parse("""
            {"eventId":"7300000000000000001-11","roomId":"7300000000000000001","liveId":"123456","kind":"chat","upstreamTime":"2026-01-02T03:04:05.678Z",
             "upstreamTimeSource":"create_time","receivedTime":"2026-01-02T03:04:06Z","user":{"id":"5","secUid":"MS4x","name":"小明","masked":false,"level":3,
             "fansClub":{"name":"星","level":2}},"labels":{"eventId":"no","name":"neither"},"epoch":"0","derived":false,
             "chat":{"content":"大家好 😀","variant":"plain","emojiId":"0"}}
            """);

        Assert.Equal("7300000000000000001-11", record.EventId);
        Assert.Equal(7300000000000000001, record.RoomId);
        Assert.Equal(EventKind.Chat, record.Kind);
        Assert.False(record.Derived);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 6, TimeSpan.Zero), record.ReceivedTime);
        Assert.Equal("小明", record.UserName);
        Assert.Equal("大家好 😀", record.Content);
        Assert.Null(record.Gift);
    }

    [Fact]
    public void Parse_Gift_ReadsItsNumbersPastWhatIsInside()
    {
        var record = Parse("""
            {"eventId":"1-2","kind":"gift","derived":true,
             "gift":{"giftId":"463","name":"小心心","diamonds":1,"count":"2","total":"9007199254740993","comboId":"1-5-0-463-77","ended":true,"value":"2","toUser":{"name":"别人","fansClub":null}}}
            """);

        Assert.Equal(new GiftNumbers("1-5-0-463-77", "小心心", 2, 9007199254740993), record.Gift);
        Assert.True(record.Derived);
    }

    [Theory]
    [InlineData("chat", EventKind.Chat)]
    [InlineData("gift", EventKind.Gift)]
    [InlineData("like", EventKind.Like)]
    [InlineData("enter", EventKind.Enter)]
    [InlineData("follow", EventKind.Follow)]
    [InlineData("share", EventKind.Share)]
    [InlineData("room", EventKind.Room)]
    public void Parse_EveryKind_IsKnown(string word, EventKind kind)
    {
        Assert.Equal(kind, Parse($$"""{"eventId":"1","kind":"{{word}}"}""").Kind);
        Assert.Equal(word, EventKinds.Word(kind));
    }

    [Fact]
    public void All_Kinds_AreThePublicNumbersInOrder() => Assert.Equal([1, 2, 3, 4, 5, 6, 7], EventKinds.All.Select(kind => (int)kind));

    [Theory]
    [InlineData("""{"eventId":"1","kind":"chat","user":null,"receivedTime":null,"gift":null,"chat":null}""")]
    [InlineData("""{"kind":"chat","new":{"a":[1,{"b":2}]},"eventId":"1","roomId":7}""")]
    public void Parse_NullsAndUnknownFields_AreSkipped(string value) => Assert.Equal("1", Parse(value).EventId);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"eventId":"1"}""")]
    [InlineData("""{"eventId":"1","kind":"unknown"}""")]
    [InlineData("""{"eventId":"","kind":"chat"}""")]
    [InlineData("""{"eventId":"1","kind":"chat" """)]
    public void Parse_NoEvent_Throws(string value) => Assert.ThrowsAny<JsonException>(() => Parse(value));

    private static ReadBackRecord Parse(string value) => RecordJson.Parse(Encoding.UTF8.GetBytes(value));
}
