using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Tests.Webcast.RoomInfo;

public class LiveUrlTests
{
    private static readonly Uri Upstream = new("http://127.0.0.1:5005");

    [Theory]
    [InlineData("https://live.douyin.com/732001", "732001")]
    [InlineData("https://live.douyin.com/732001?enter_from=share&x=1", "732001")]
    [InlineData("https://live.douyin.com/732001/", "732001")]
    [InlineData("http://LIVE.douyin.com/732001#top", "732001")]
    [InlineData("live.douyin.com/732001", "732001")]
    [InlineData("  732001\n", "732001")]
    [InlineData("1", "1")]
    [InlineData("123456789012345678", "123456789012345678")]
    [InlineData("https://www.douyin.com/follow/live/732001?x=2", "732001")]
    [InlineData("https://www.douyin.com/root/live/732001", "732001")]
    [InlineData("https://live.douyin.com/follow/live/732001", "732001")]
    [InlineData("看直播 https://live.douyin.com/732001 一起来", "732001")]
    [InlineData("http://127.0.0.1:5005/732001", "732001")]
    public void Parse_LiveIdForms_GiveTheLiveId(string text, string liveId)
    {
        var address = LiveUrl.Parse(text, Upstream);

        Assert.Equal(LiveRoomAddressKind.LiveId, address.Kind);
        Assert.Equal(liveId, address.LiveId);
    }

    [Theory]
    [InlineData("7312345678901234567")]
    [InlineData("https://live.douyin.com/7312345678901234567")]
    public void Parse_NineteenDigits_AreARoomId(string text)
    {
        var address = LiveUrl.Parse(text);

        Assert.Equal(LiveRoomAddressKind.RoomId, address.Kind);
        Assert.Equal(7312345678901234567, address.RoomId);
    }

    [Theory]
    [InlineData("https://webcast.amemv.com/douyin/webcast/reflow/7312345678901234567?u_code=1&sec_user_id=MS4wLjABAAAA-x_1&z=2", "MS4wLjABAAAA-x_1")]
    [InlineData("https://webcast.amemv.com/webcast/reflow/7312345678901234567", "")]
    [InlineData("http://127.0.0.1:5005/webcast/reflow/7312345678901234567?sec_user_id=abc", "abc")]
    public void Parse_ReflowForms_GiveRoomIdAndAnchor(string text, string secUid)
    {
        var address = LiveUrl.Parse(text, Upstream);

        Assert.Equal(LiveRoomAddressKind.Reflow, address.Kind);
        Assert.Equal(7312345678901234567, address.RoomId);
        Assert.Equal(secUid, address.SecUid);
    }

    [Theory]
    [InlineData("https://v.douyin.com/iAbC_dEf/", "https://v.douyin.com/iAbC_dEf/")]
    [InlineData("v.douyin.com/iAbCdEf/", "https://v.douyin.com/iAbCdEf/")]
    [InlineData("8.43 复制打开抖音,看看【测试】的直播 https://v.douyin.com/iAbCdEf/ 02/11 m@Q.xS", "https://v.douyin.com/iAbCdEf/")]
    [InlineData("http://127.0.0.1:5005/s/abc", "http://127.0.0.1:5005/s/abc")]
    public void Parse_ShortLinks_AreKeptForFollowing(string text, string link)
    {
        var address = LiveUrl.Parse(text, Upstream);

        Assert.Equal(LiveRoomAddressKind.ShortLink, address.Kind);
        Assert.Equal(link, address.Link!.AbsoluteUri);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("hello")]
    [InlineData("-732001")]
    [InlineData("0732001")]
    [InlineData("12345678901234567890")]
    [InlineData("9999999999999999999")]
    [InlineData("٧٣٢٠٠١")]
    [InlineData("https://example.com/732001")]
    [InlineData("https://live.douyin.com.example.com/732001")]
    [InlineData("https://live.douyin.com:8443/732001")]
    [InlineData("https://live.douyin.com/")]
    [InlineData("https://live.douyin.com/category/1")]
    [InlineData("https://v.douyin.com/")]
    [InlineData("https://webcast.amemv.com/douyin/webcast/reflow/12")]
    [InlineData("ftp://live.douyin.com/732001")]
    [InlineData("http://127.0.0.1:5006/732001")]
    public void Parse_AnythingElse_IsRefusedWithWhatIsAccepted(string text)
    {
        var error = Assert.Throws<FormatException>(() => LiveUrl.Parse(text, Upstream));

        Assert.Contains("https://live.douyin.com/732001", error.Message, StringComparison.Ordinal);
        Assert.Contains("https://v.douyin.com/", error.Message, StringComparison.Ordinal);
        Assert.Contains(text.Trim().Length == 0 ? "nothing was given" : text.Trim(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Parse_LongText_IsShownBounded(int length)
    {
        var error = Assert.Throws<FormatException>(() => LiveUrl.Parse(new string('x', length)));

        Assert.Contains(new string('x', 80) + "…", error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Message.Length, 100, 500);
    }

    [Fact]
    public void Parse_ControlCharacters_AreNotEchoed()
    {
        var error = Assert.Throws<FormatException>(() => LiveUrl.Parse("a\u001b[31mb\nc"));

        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Parse_UpstreamFormsWithoutUpstream_AreRefused() =>
        Assert.Throws<FormatException>(() => LiveUrl.Parse("http://127.0.0.1:5005/732001"));
}
