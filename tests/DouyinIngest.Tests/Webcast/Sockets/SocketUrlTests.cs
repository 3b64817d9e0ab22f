using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class SocketUrlTests
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_999);

    [Fact]
    public void PushV2_Fresh_IsTheWebClientsQuery()
    {
        var options = new SocketOptions { UserAgent = "Mozilla/5.0 (X; y) Z/1" };

        Assert.Equal(
            "app_name=douyin_web&version_code=180800&webcast_sdk_version=1.0.15&update_version_code=1.0.15&compress=gzip&device_platform=web"
            + "&cookie_enabled=true&screen_width=1536&screen_height=864&browser_language=zh-CN&browser_platform=Win32&browser_name=Mozilla"
            + "&browser_version=5.0%20(X;%20y)%20Z/1&browser_online=true&tz_name=Asia/Shanghai&host=https://live.douyin.com&aid=6383&live_id=1"
            + "&did_rule=3&endpoint=live_pc&support_wrds=1&user_unique_id=42&im_path=/webcast/im/fetch/&identity=audience"
            + "&need_persist_msg_count=15&insert_task_id=&live_reason=&room_id=7300000000000000001&heartbeatDuration=0",
            SocketUrl.RawQuery(options, RoomId, "42", ResumePoint.None, s_now));
    }

    [Fact]
    public void PushV2_Resume_CarriesCursorAndInternalExtUnescaped()
    {
        var query = SocketUrl.RawQuery(new SocketOptions(), RoomId, "42", new ResumePoint("t-1_r-2", "a:b|c:d"), s_now);

        Assert.Contains("&tz_name=Asia/Shanghai&cursor=t-1_r-2&internal_ext=a:b|c:d&host=", query, StringComparison.Ordinal);
    }

    [Fact]
    public void Route_OfTheUpstream_GoesThereAndAddsWhatIsNotOurs()
    {
        var route = new SocketRoute("wss://h.douyin.com/push/", [new("route", "1 2"), new("room_id", "9"), new("signature", "theirs"), new("cursor", "c"), new("mine", "theirs")]);
        var options = new SocketOptions { Parameters = { ["mine"] = "ours" } };
        var query = SocketUrl.RawQuery(options, RoomId, "42", ResumePoint.None, s_now, route: route);

        Assert.EndsWith("&heartbeatDuration=0&mine=ours&route=1%202", query, StringComparison.Ordinal);
        Assert.StartsWith("wss://h.douyin.com/push/?", SocketUrl.Whole(options, query, "s", route).AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("theirs", query, StringComparison.Ordinal);
    }

    [Fact]
    public void ImV1_Fresh_HasItsFourParameters()
    {
        var options = new SocketOptions { Profile = SocketProfile.ImV1, AppId = "tt9" };

        Assert.Equal(
            "room_id=7300000000000000001&app_id=tt9&timestamp=1767225600&compress=gzip",
            SocketUrl.RawQuery(options, RoomId, "42", ResumePoint.None, s_now));
    }

    [Fact]
    public void ImV1_Resume_AppendsCursor()
    {
        var options = new SocketOptions { Profile = SocketProfile.ImV1 };

        Assert.EndsWith(
            "&compress=gzip&cursor=c&internal_ext=e",
            SocketUrl.RawQuery(options, RoomId, "42", new ResumePoint("c", "e"), s_now),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_ReplaceInPlaceAndAddAtTheEnd()
    {
        var options = new SocketOptions { Profile = SocketProfile.ImV1, AppId = "tt9" };
        options.Parameters["app_id"] = "other one";
        options.Parameters["debug"] = "a&b=#%+\"";

        Assert.Equal(
            "room_id=7300000000000000001&app_id=other%20one&timestamp=1767225600&compress=gzip&debug=a%26b=%23%25%2B%22",
            SocketUrl.RawQuery(options, RoomId, "42", ResumePoint.None, s_now));
    }

    [Theory]
    [InlineData(SocketProfile.PushV2, null, "wss://webcast100-ws-web-lq.douyin.com/webcast/im/push/v2/?a=b&signature=s1")]
    [InlineData(SocketProfile.ImV1, null, "wss://webcast.douyin.com/websocket/im/v1?a=b&signature=s1")]
    [InlineData(SocketProfile.PushV2, "ws://127.0.0.1:1234/x/?old=1", "ws://127.0.0.1:1234/x/?a=b&signature=s1")]
    public void Whole_EndpointQueryAndSignature(string profile, string? url, string expected)
    {
        var options = new SocketOptions { Profile = profile, Url = url is null ? null : new Uri(url) };

        Assert.Equal(expected, SocketUrl.Whole(options, "a=b", "s1").AbsoluteUri);
    }

    [Fact]
    public void Whole_Unsigned_SendsAnEmptySignature()
        => Assert.EndsWith("?a=b&signature=", SocketUrl.Whole(new SocketOptions(), "a=b", null).AbsoluteUri, StringComparison.Ordinal);

    [Fact]
    public void Whole_PinnedSignature_Wins()
    {
        var options = new SocketOptions();
        options.Parameters["signature"] = "mine";

        Assert.EndsWith("&signature=mine", SocketUrl.Whole(options, SocketUrl.RawQuery(options, RoomId, "4", ResumePoint.None, s_now), "s1").AbsoluteUri, StringComparison.Ordinal);
        Assert.DoesNotContain("signature", SocketUrl.RawQuery(options, RoomId, "4", ResumePoint.None, s_now), StringComparison.Ordinal);
    }

    [Fact]
    public void MakeUserUniqueId_Has19Digits()
        => Assert.Matches("^[0-9]{19}$", WebSocketSessionConnectorFactory.MakeUserUniqueId(new Random(1)));
}
