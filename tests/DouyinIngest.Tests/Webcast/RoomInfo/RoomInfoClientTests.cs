using System.Net;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Http;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.RoomInfo;

public class RoomInfoClientTests
{
    private const string Room = """
        {"id_str":"7312345678901234567","status":2,"title":"夜市","like_count":987,"user_count_str":"1.2万","room_view_stats":{"display_value":4321},
         "owner":{"id_str":"998877","sec_uid":"MS4wSynthetic","nickname":"主播甲","web_rid":"732001"}}
        """;

    private const string Enter = $$$"""{"data":{"data":[{{{Room}}}],"room_status":0,"enter_room_id":"7312345678901234567"},"extra":{"now":1},"status_code":0}""";
    private const string Offline = """
        {"data":{"data":[{"id_str":"7312345678901234567","status":4,"user_count_str":"0"}],"room_status":2,"user":{"id_str":"998877","sec_uid":"MS4wSynthetic","nickname":"主播甲"}},"status_code":0}
        """;

    private const string Page = """
        <html><script nonce="n">self.__pace_f.push([1,"c:[\"$\",\"$L3\",null,{\"state\":{\"roomStore\":{\"roomInfo\":{\"room\":{\"status\":2,\"title\":\"a \\\"b\\\" \u591c\"},\"roomId\":\"7312345678901234567\",\"anchor\":{\"nickname\":\"主播甲\",\"sec_uid\":\"MS4wSynthetic\"}}}}}]\n"])</script></html>
        """;

    private const string Challenge = "<html><script>challenge()</script></html>";

    [Fact]
    public async Task Get_LiveRoom_GivesItsCard()
    {
        var (result, handler) = await AskAsync("732001", _ => ScriptedHandler.Ok(Enter));

        Assert.Equal(
            new RoomCard
            {
                LiveId = "732001",
                RoomId = 7312345678901234567,
                Status = RoomStatus.Live,
                Title = "夜市",
                AnchorName = "主播甲",
                AnchorSecUid = "MS4wSynthetic",
                AnchorId = 998877,
                Online = 4321,
                LikeTotal = 987,
            },
            result.Card);
        var asked = Assert.Single(handler.Asked);
        Assert.StartsWith("https://live.douyin.com/webcast/room/web/enter/?aid=6383&", asked, StringComparison.Ordinal);
        Assert.Contains("&web_rid=732001&", asked, StringComparison.Ordinal);
        Assert.Equal("ttwid=secret-value", Assert.Single(handler.Cookies));
    }

    [Fact]
    public async Task Get_OfflineRoom_HasACardWithItsAnchor()
    {
        var (result, _) = await AskAsync("732001", _ => ScriptedHandler.Ok(Offline));

        Assert.False(result.Card!.IsLive);
        Assert.Equal(RoomStatus.Ended, result.Card.Status);
        Assert.Equal("主播甲", result.Card.AnchorName);
        Assert.Equal(-1, result.Card.LikeTotal);
    }

    [Theory]
    [InlineData("""{"room_status":0,"data":[],"enter_room_id":"7312345678901234567"}""", RoomStatus.Live)]
    [InlineData("""{"room_status":2,"data":[]}""", RoomStatus.Ended)]
    [InlineData("""{"room_status":2}""", RoomStatus.Ended)]
    [InlineData("""{"room_status":0,"data":[{"status":1}]}""", RoomStatus.Preparing)]
    [InlineData("""{"room_status":0,"data":[{"status":3}]}""", RoomStatus.Paused)]
    [InlineData("""{"room_status":0,"data":[{"status":4}]}""", RoomStatus.Ended)]
    [InlineData("""{"room_status":2,"data":[{"status":2,"id_str":"7312345678901234567"}]}""", RoomStatus.Live)]
    public async Task Get_BothEnumerationsOfStatus_AreUnderstood(string data, RoomStatus expected)
    {
        var (result, _) = await AskAsync("732001", _ => ScriptedHandler.Ok($$"""{"data":{{data}},"status_code":0}"""));

        Assert.Equal(expected, result.Card!.Status);
    }

    [Theory]
    [InlineData("""{"data":{"prompts":"x"},"status_code":4001038}""", CloseReason.RoomNotFound, "no such room")]
    [InlineData("""{"data":{},"status_code":10011}""", CloseReason.UpstreamError, "status_code 10011")]
    [InlineData("""{"data":{}}""", CloseReason.UpstreamError, "no status_code")]
    [InlineData("""{"data":{"room_status":7},"status_code":0}""", CloseReason.UpstreamError, "no status")]
    [InlineData("""{"data":{"room_status":0,"data":[]},"status_code":0}""", CloseReason.UpstreamError, "room id is not told")]
    [InlineData("""{"data":""", CloseReason.UpstreamError, "no JSON")]
    [InlineData("[]", CloseReason.UpstreamError, "no status_code")]
    [InlineData("17", CloseReason.UpstreamError, "no status_code")]
    public async Task Get_AnswerThatTellsNoRoom_IsRefusedWithItsClass(string body, CloseReason reason, string detail)
    {
        var (result, handler) = await AskAsync("732001", _ => ScriptedHandler.Ok(body));

        Assert.Null(result.Card);
        Assert.Equal(reason, result.Refusal);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
        Assert.Single(handler.Asked);
    }

    [Fact]
    public async Task Get_JsonNestedTooDeep_IsRefused()
    {
        var (result, _) = await AskAsync("732001", _ => ScriptedHandler.Ok(new string('[', 100) + new string(']', 100)));

        Assert.Equal(CloseReason.UpstreamError, result.Refusal);
        Assert.Contains("deeper than 64", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_BodyOverTheCap_IsRefusedWithoutRetry()
    {
        var (result, handler) = await AskAsync("732001", _ => ScriptedHandler.Ok(new string(' ', 70_000)), new() { MaxBodyBytes = 65_536 });

        Assert.Equal(CloseReason.UpstreamError, result.Refusal);
        Assert.Contains("over 65536 bytes", result.Detail, StringComparison.Ordinal);
        Assert.Single(handler.Asked);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "  <!doctype html>")]
    [InlineData(403, "no")]
    [InlineData(404, "no")]
    [InlineData(444, "no")]
    public async Task Get_ApiRefuses_TheLivePageIsAsked(int status, string body)
    {
        var (result, handler) = await AskAsync("732001", request => IsApi(request)
            ? new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) }
            : ScriptedHandler.Ok(Page));

        Assert.Equal(7312345678901234567, result.Card!.RoomId);
        Assert.Equal(RoomStatus.Live, result.Card.Status);
        Assert.Equal("a \"b\" 夜", result.Card.Title);
        Assert.Equal("主播甲", result.Card.AnchorName);
        Assert.Equal("https://live.douyin.com/732001", handler.Asked[^1]);
    }

    [Theory]
    [InlineData(200, "", CloseReason.DeviceBlocked, "risk control")]
    [InlineData(403, "no", CloseReason.Forbidden, "403")]
    [InlineData(404, "no", CloseReason.RoomNotFound, "404")]
    public async Task Get_ApiAndPageRefuse_TheRefusalIsToldApart(int status, string body, CloseReason reason, string detail)
    {
        var (result, _) = await AskAsync("732001", _ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body) });

        Assert.Equal(reason, result.Refusal);
        Assert.Contains(detail, result.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secret-value", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ApiBlockedAndPageWithoutRoom_KeepsTheApisClass()
    {
        var (result, _) = await AskAsync("732001", request => ScriptedHandler.Ok(IsApi(request) ? "" : Challenge));

        Assert.Equal(CloseReason.DeviceBlocked, result.Refusal);
        Assert.Contains("no room in it", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_RateLimited_AsksNothingMore()
    {
        var (result, handler) = await AskAsync("732001", _ => ScriptedHandler.Status(HttpStatusCode.TooManyRequests));

        Assert.Equal(CloseReason.RateLimited, result.Refusal);
        Assert.Single(handler.Asked);
    }

    [Fact]
    public async Task Get_ChallengePage_IsRetriedOnceWithItsCookie()
    {
        var pages = 0;
        var (result, handler) = await AskAsync("732001", request => IsApi(request) ? ScriptedHandler.Ok("")
            : ++pages == 1 ? ScriptedHandler.WithCookie(ScriptedHandler.Ok(Challenge), "__ac_nonce=0abc; Path=/; Max-Age=1800")
            : ScriptedHandler.Ok(Page));

        Assert.NotNull(result.Card);
        Assert.Equal("ttwid=secret-value; __ac_nonce=0abc", handler.Cookies[^1]);
        Assert.Equal(3, handler.Asked.Count);
    }

    [Fact]
    public async Task Get_ChallengeWithoutEnd_IsRetriedOnlyOnce()
    {
        var (result, handler) = await AskAsync("732001", request => IsApi(request) ? ScriptedHandler.Ok("")
            : ScriptedHandler.WithCookie(ScriptedHandler.Ok(Challenge), "__ac_nonce=0abc"));

        Assert.Equal(CloseReason.DeviceBlocked, result.Refusal);
        Assert.Equal(3, handler.Asked.Count);
    }

    [Fact]
    public async Task Get_RoomId_IsAskedOfTheReflowApiWithoutCookies()
    {
        var (result, handler) = await AskAsync("7312345678901234567", _ => ScriptedHandler.Ok($$"""{"data":{"room":{{Room}}},"status_code":0}"""));

        Assert.Equal("732001", result.Card!.LiveId);
        Assert.True(result.Card.IsLive);
        Assert.StartsWith("https://webcast.amemv.com/webcast/room/reflow/info/?", Assert.Single(handler.Asked), StringComparison.Ordinal);
        Assert.Equal("", Assert.Single(handler.Cookies));
    }

    [Fact]
    public async Task Get_ShortLink_IsFollowedByHand()
    {
        var (result, handler) = await AskAsync("看 https://v.douyin.com/iAbCdEf/ 吧", request => request.RequestUri!.Host switch
        {
            "v.douyin.com" => ScriptedHandler.Redirect("https://www.iesdouyin.com/x"),
            "www.iesdouyin.com" => ScriptedHandler.Redirect("https://webcast.amemv.com/douyin/webcast/reflow/7312345678901234567?sec_user_id=MS4wSynthetic"),
            _ => ScriptedHandler.Ok($$"""{"data":{"room":{{Room}}},"status_code":0}"""),
        });

        Assert.Equal(7312345678901234567, result.Card!.RoomId);
        Assert.Contains("sec_user_id=MS4wSynthetic", handler.Asked[^1], StringComparison.Ordinal);
        Assert.Equal(3, handler.Asked.Count);
    }

    [Fact]
    public async Task Get_ShareOfAnEndedBroadcast_FindsTheAnchorsPresentOne()
    {
        var (result, handler) = await AskAsync("https://webcast.amemv.com/douyin/webcast/reflow/7300000000000000001", request => ScriptedHandler.Ok(IsApi(request)
            ? Enter
            : """{"data":{"room":{"id_str":"7300000000000000001","status":4,"owner":{"web_rid":"732001"}}},"status_code":0}"""));

        Assert.Equal(7312345678901234567, result.Card!.RoomId);
        Assert.Equal(2, handler.Asked.Count);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("https://example.com/732001")]
    [InlineData("http://www.iesdouyin.com/x")]
    [InlineData("https://webcast.amemv.com:8443/x")]
    public async Task Get_ShortLinkToAStranger_IsNotFollowed(string to)
    {
        var (result, handler) = await AskAsync("https://v.douyin.com/iAbCdEf/", _ => ScriptedHandler.Redirect(to));

        Assert.Equal(CloseReason.UpstreamError, result.Refusal);
        Assert.Contains("not followed", result.Detail, StringComparison.Ordinal);
        Assert.Single(handler.Asked);
    }

    [Fact]
    public async Task Get_ShortLinkInACircle_EndsAfterFiveRedirects()
    {
        var (result, handler) = await AskAsync("https://v.douyin.com/iAbCdEf/", _ => ScriptedHandler.Redirect("/again/"));

        Assert.Contains("more than 5 redirects", result.Detail, StringComparison.Ordinal);
        Assert.Equal(5, handler.Asked.Count);
    }

    [Fact]
    public async Task Get_ShortLinkToAnOrdinaryPage_IsNoRoom()
    {
        var (result, _) = await AskAsync("https://v.douyin.com/iAbCdEf/", _ => ScriptedHandler.Ok("<html>"));

        Assert.Equal(CloseReason.RoomNotFound, result.Refusal);
    }

    [Fact]
    public async Task Get_OtherUpstream_ServesShortLinksAndReflowToo()
    {
        var (result, handler) = await AskAsync(
            "http://127.0.0.1:5005/s/abc",
            request => request.RequestUri!.AbsolutePath is "/s/abc"
                ? ScriptedHandler.Redirect("/webcast/reflow/7312345678901234567")
                : ScriptedHandler.Ok($$"""{"data":{"room":{{Room}}},"status_code":0}"""),
            new() { UpstreamUrl = new Uri("http://127.0.0.1:5005") });

        Assert.NotNull(result.Card);
        Assert.StartsWith("http://127.0.0.1:5005/webcast/room/reflow/info/", handler.Asked[^1], StringComparison.Ordinal);
        Assert.Equal("ttwid=secret-value", handler.Cookies[^1]);
    }

    [Theory]
    [InlineData(200, 2)]
    [InlineData(403, 2)]
    [InlineData(429, 0)]
    [InlineData(404, 0)]
    public async Task Get_NotTrusted_TellsTheCookies(int status, int told)
    {
        using var handler = new ScriptedHandler(_ => new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("") });
        var cookies = new FixedCookies();
        using var client = new RoomInfoClient(handler, new RoomInfoOptions(), cookies, new ArmedTime());

        await client.GetAsync("732001", TestContext.Current.CancellationToken);

        // The room API and then the page.
        Assert.Equal(told, cookies.Told.Count);
        Assert.All(cookies.Told, cookie => Assert.Equal("ttwid=secret-value", cookie));
    }

    [Fact]
    public async Task Get_TextThatIsNoRoom_Throws() =>
        await Assert.ThrowsAsync<FormatException>(() => AskAsync("hello", _ => ScriptedHandler.Ok("")));

    private static bool IsApi(HttpRequestMessage request) => request.RequestUri!.AbsolutePath is "/webcast/room/web/enter/";

    private static async Task<(RoomInfoResult Result, ScriptedHandler Handler)> AskAsync(
        string room, Func<HttpRequestMessage, HttpResponseMessage> answer, RoomInfoOptions? options = null)
    {
        using var handler = new ScriptedHandler(answer);
        using var client = new RoomInfoClient(handler, options ?? new(), new FixedCookies(), new ArmedTime());
        return (await client.GetAsync(room, TestContext.Current.CancellationToken), handler);
    }

    private sealed class FixedCookies : ICookieSource
    {
        public List<string> Told { get; } = [];

        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult("ttwid=secret-value");

        public void Refused(string cookies) => Told.Add(cookies);
    }
}
