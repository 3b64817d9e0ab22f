using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.RoomInfo;

public class RoomPageReaderTests
{
    [Theory]
    [InlineData("""{"roomInfo":{"roomId":"7312345678901234567","room":{"status":2,"title":"t"},"anchor":{"nickname":"n"}}}""", RoomStatus.Live, "t")]
    [InlineData("""x\"roomInfo\":{\"roomId\":\"7312345678901234567\",\"room\":{\"status\":2,\"title\":\"t\"}} tail "end" """, RoomStatus.Live, "t")]
    [InlineData("""{"roomInfo":{"roomId":"7312345678901234567","room":{"status":4,"title":"t"}}}""", RoomStatus.Ended, "t")]
    [InlineData("""{"roomInfo":{"roomId":"7312345678901234567","room":{"status":3,"title":"t"}}}""", RoomStatus.Paused, "t")]
    [InlineData("""{"roomInfo":{}} and later "roomInfo":{"roomId":"7312345678901234567","room":{"status":1,"title":"t"}}""", RoomStatus.Preparing, "t")]
    [InlineData("""{"roomInfo":{"roomId":"7312345678901234567","anchor":{"nickname":"n"}}}""", RoomStatus.Ended, "")]
    [InlineData("""\"roomId\":\"7312345678901234567\" """, RoomStatus.Live, "")]
    public void Read_PagesWithARoom_GiveIt(string html, RoomStatus status, string title)
    {
        var result = RoomPageReader.Read(Encoding.UTF8.GetBytes(html), "732001");

        Assert.Equal(status, result!.Card!.Status);
        Assert.Equal(7312345678901234567, result.Card.RoomId);
        Assert.Equal("732001", result.Card.LiveId);
        Assert.Equal(title, result.Card.Title);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>challenge</html>")]
    [InlineData("""{"roomInfo":{}}""")]
    [InlineData("""{"roomInfo":{"room":{"status":""")]
    [InlineData("""\"roomId\":\"12\" """)]
    [InlineData("\\\"roomInfo\\\":{\\")]
    public void Read_PagesWithoutARoom_GiveNull(string html) =>
        Assert.Null(RoomPageReader.Read(Encoding.UTF8.GetBytes(html), "732001"));

    [Fact]
    public void Read_LiveWithoutRoomId_IsRefused()
    {
        var result = RoomPageReader.Read("""{"roomInfo":{"room":{"status":2}}}"""u8, "732001");

        Assert.Equal(CloseReason.UpstreamError, result!.Refusal);
    }

    [Fact]
    public void Read_ArbitraryBytes_NeverThrows()
    {
        var random = new Random(7);
        var page = Encoding.UTF8.GetBytes("""\"roomInfo\":{\"room\":{\"status\":2,\"title\":\"\\u591c\"},\"roomId\":\"7312345678901234567\"}""");
        for (var i = 0; i < 2_000; i++)
        {
            var bytes = (byte[])page.Clone();
            for (var n = random.Next(1, 6); n > 0; n--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            RoomPageReader.Read(bytes.AsSpan(0, random.Next(bytes.Length + 1)), "732001");
        }
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("""a\"b\\c\/d\n\t""", "a\"b\\c/d\n\t")]
    [InlineData("""夜\u591c\uZZZZ""", "夜夜uZZZZ")]
    [InlineData("up to\"the quote", "up to")]
    [InlineData("ends \\", "ends ")]
    [InlineData("""short \u12""", "short u12")]
    public void Unescape_TakesOneLevelOff(string text, string expected) =>
        Assert.Equal(expected, JsString.Unescape(text));
}
