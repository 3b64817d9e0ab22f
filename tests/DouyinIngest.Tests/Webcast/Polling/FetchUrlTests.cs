using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class FetchUrlTests
{
    private const long RoomId = 7_300_000_000_000_000_001;

    [Theory]
    [InlineData(null, null, "https://live.douyin.com/", "https://live.douyin.com/webcast/im/fetch/")]
    [InlineData(null, "wss://webcast100-ws-web-lq.douyin.com/push/", "https://live.douyin.com/", "https://live.douyin.com/webcast/im/fetch/")]
    [InlineData(null, "ws://127.0.0.1:8080/webcast/im/push/v2/", "https://live.douyin.com/", "http://127.0.0.1:8080/webcast/im/fetch/")]
    [InlineData(null, "wss://sim.test/push/?a=b", "https://live.douyin.com/", "https://sim.test/webcast/im/fetch/")]
    [InlineData(null, "ws://127.0.0.1:8080/push/", "http://127.0.0.1:9090/", "http://127.0.0.1:9090/webcast/im/fetch/")]
    [InlineData("https://proxy.test/im/?x=1", "ws://127.0.0.1:8080/push/", "http://127.0.0.1:9090/", "https://proxy.test/im/")]
    public void Endpoint_StandInForTheSite_AnswersForItsPollsToo(string? url, string? socket, string upstream, string endpoint)
        => Assert.Equal(new Uri(endpoint), FetchUrl.Endpoint(url is null ? null : new Uri(url), socket is null ? null : new Uri(socket), new Uri(upstream)));

    [Fact]
    public void RawQuery_First_IsTheWebClients()
    {
        var query = FetchUrl.RawQuery(new PollingOptions(), "Mozilla/5.0 (X)", RoomId, "42", ResumePoint.None, lastRtt: null, socketWanted: true);

        Assert.Equal(
            "resp_content_type=protobuf&did_rule=3&device_id=&app_name=douyin_web&endpoint=live_pc&support_wrds=1&user_unique_id=42&identity=audience"
            + "&need_persist_msg_count=15&insert_task_id=&live_reason=&room_id=7300000000000000001&version_code=180800&last_rtt=-1&live_id=1&aid=6383&fetch_rule=1"
            + "&cursor=&internal_ext=&device_platform=web&cookie_enabled=true&screen_width=1536&screen_height=864&browser_language=zh-CN&browser_platform=Win32"
            + "&browser_name=Mozilla&browser_version=5.0%20(X)&browser_online=true&tz_name=Asia/Shanghai",
            query);
    }

    [Fact]
    public void RawQuery_Next_CarriesThePlaceAndTheSettings()
    {
        var options = new PollingOptions { Parameters = { ["aid"] = "1", ["msToken"] = "m t" } };
        var query = FetchUrl.RawQuery(options, "agent", RoomId, "42", new ResumePoint("t-1_r-2", "a:b|c"), TimeSpan.FromMilliseconds(81.6), socketWanted: false);

        Assert.Contains("&last_rtt=81&live_id=1&aid=1&fetch_rule=2&cursor=t-1_r-2&internal_ext=a:b|c&", query, StringComparison.Ordinal);
        Assert.EndsWith("&msToken=m%20t", query, StringComparison.Ordinal);
    }

    [Fact]
    public void Whole_Signature_IsABogus()
    {
        var endpoint = new Uri("https://live.douyin.com/webcast/im/fetch/");
        Assert.Equal("https://live.douyin.com/webcast/im/fetch/?q=1&a_bogus=s%26g", FetchUrl.Whole(endpoint, "q=1", "s&g").AbsoluteUri);
        Assert.Equal("https://live.douyin.com/webcast/im/fetch/?q=1", FetchUrl.Whole(endpoint, "q=1", null).AbsoluteUri);
    }
}
