using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;

namespace DouyinIngest.Tests.Webcast.Events;

public sealed class EventIdWriterTests
{
    private readonly EventIdWriter _ids = new(7_300_000_000_000_000_001);

    [Theory]
    [InlineData(1, "7300000000000000001-1")]
    [InlineData(-5, "7300000000000000001--5")]
    [InlineData(long.MaxValue, "7300000000000000001-9223372036854775807")]
    [InlineData(long.MinValue, "7300000000000000001--9223372036854775808")]
    public void OfMessage_AnyId_IsDecimal(long msgId, string id) => Assert.Equal(id, Text(_ids.OfMessage(msgId)));

    [Fact]
    public void OfMessage_ShorterAfterLonger_HasNothingOfIt()
    {
        _ids.OfState(State("WebcastRoomStatsMessage", "a-long-sub-key", ulong.MaxValue));
        Assert.Equal("7300000000000000001-3", Text(_ids.OfMessage(3)));
    }

    [Theory]
    [InlineData("WebcastRoomStatsMessage", "", 0ul, "WebcastRoomStatsMessage-0")]
    [InlineData("m", "k", 12ul, "m_k-12")]
    [InlineData("m", "直播", ulong.MaxValue, "m_直播-18446744073709551615")]
    public void OfState_MethodSubKeyVersion(string method, string subKey, ulong version, string id)
        => Assert.Equal("7300000000000000001-" + id, Text(_ids.OfState(State(method, subKey, version))));

    [Theory]
    [InlineData(95, false)]
    [InlineData(96, false)]
    [InlineData(97, true)]
    [InlineData(60_000, true)]
    public void OfState_LongWords_AreHashedBeyondNinetySixBytes(int length, bool hashed)
    {
        var word = new string('w', length);
        var hash = Hash64.Of(Encoding.UTF8.GetBytes(word)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture);
        var expected = hashed ? hash : word;
        Assert.Equal($"7300000000000000001-{expected}_{expected}-1", Text(_ids.OfState(State(word, word, 1))));
    }

    [Fact]
    public void LongestId_OfTheSmallestRoom_FitsTheBuffer()
    {
        var ids = new EventIdWriter(long.MinValue);
        var word = new string('w', 96);
        Assert.Equal($"-9223372036854775808-{word}_{word}-18446744073709551615", Text(ids.OfState(State(word, word, ulong.MaxValue))));
        Assert.StartsWith("-9223372036854775808-" + word, Text(ids.OfContent(State(word, "", 0), long.MinValue)), StringComparison.Ordinal);
    }

    [Fact]
    public void OfContent_MethodTimeAndPayload_EachTellApart()
    {
        string[] ids =
        [
            Text(_ids.OfContent(Content("m", [1]), 5)), Text(_ids.OfContent(Content("n", [1]), 5)),
            Text(_ids.OfContent(Content("m", [2]), 5)), Text(_ids.OfContent(Content("m", [1]), 6)),
            Text(_ids.OfContent(Content("m", []), 5)), Text(_ids.OfContent(Content("m", [0]), 5)),
        ];
        Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        Assert.Matches("^7300000000000000001-m-5-[0-9a-f]{16}$", ids[0]);
        Assert.Equal(ids[0], Text(new EventIdWriter(7_300_000_000_000_000_001).OfContent(Content("m", [1]), 5)));
    }

    [Theory]
    [InlineData(1ul, 5, "combo-0000000000000001-end-5")]
    [InlineData(ulong.MaxValue, int.MaxValue, "combo-ffffffffffffffff-end-2147483647")]
    public void OfComboEnd_KeyInHexAndTotal(ulong combo, long total, string id)
        => Assert.Equal("7300000000000000001-" + id, Text(_ids.OfComboEnd(combo, total)));

    [Fact]
    public void OtherRoom_OtherIds()
        => Assert.NotEqual(Text(_ids.OfMessage(1)), Text(new EventIdWriter(7_300_000_000_000_000_002).OfMessage(1)), StringComparer.Ordinal);

    private static MessageView State(string method, string subKey, ulong version)
        => new() { Method = Encoding.UTF8.GetBytes(method), WrdsSubKey = Encoding.UTF8.GetBytes(subKey), WrdsVersion = version, Sticky = true };

    private static MessageView Content(string method, byte[] payload) => new() { Method = Encoding.UTF8.GetBytes(method), Payload = payload };

    private static string Text(ReadOnlySpan<byte> id) => Encoding.UTF8.GetString(id);
}
