using System.Net;
using DouyinIngest.Tests.Webcast.Http;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

public sealed class OpenPlatformClientTests
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private static readonly AppCredentials App = new("tt01", "the-secret");
    private readonly FakeTimeProvider _time = new();
    private readonly CountingListener _listener = new();
    private int _tokens;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Twice_FetchesOneTokenAndSaysWhatToPush()
    {
        var handler = Handler("""{"err_no":0,"data":{}}""");
        using var client = Client(handler);

        Assert.True((await client.StartAsync(App, RoomId, PushMessageType.Gift, Token)).Succeeded);
        Assert.True((await client.StopAsync(App, RoomId, PushMessageType.Like, Token)).Succeeded);

        Assert.Equal(1, _tokens);
        Assert.Equal(
            ["https://token.example/v2/token", "https://api.example/api/live_data/task/start", "https://api.example/api/live_data/task/stop"],
            handler.Asked);
        Assert.Contains("\"grant_type\":\"client_credential\"", handler.Bodies[0], StringComparison.Ordinal);
        Assert.Equal("""{"roomid":"7300000000000000001","appid":"tt01","msg_type":"live_gift"}""", handler.Bodies[1]);
        Assert.Equal(1, _listener.Succeeded[PlatformCall.TaskStart]);
    }

    [Fact]
    public async Task Token_AtHalfItsLife_IsFetchedAgain()
    {
        using var client = Client(Handler("""{"err_no":0}"""));
        await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);

        _time.Advance(TimeSpan.FromSeconds(3599));
        await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);
        Assert.Equal(1, _tokens);

        _time.Advance(TimeSpan.FromSeconds(2));
        await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);
        Assert.Equal(2, _tokens);
    }

    [Fact]
    public async Task Token_NoNewOneCanBeHad_IsUsedToItsEnd()
    {
        var refuse = false;
        using var client = Client(new ScriptedHandler(request => IsToken(request)
            ? ScriptedHandler.Ok(refuse ? """{"err_no":10,"err_tips":"busy"}""" : """{"err_no":0,"data":{"access_token":"t1","expires_in":7200}}""")
            : ScriptedHandler.Ok("""{"err_no":0}""")));
        await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);
        refuse = true;

        _time.Advance(TimeSpan.FromSeconds(5000));
        Assert.True((await client.StartAsync(App, RoomId, PushMessageType.Gift, Token)).Succeeded);

        _time.Advance(TimeSpan.FromSeconds(2300));
        var late = await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);
        Assert.Equal((CloseReason.PushRefused, "token: HTTP 200, err_no 10 busy"), (late.Refusal, late.Detail));
    }

    [Fact]
    public async Task Token_NotAcceptedAnyMore_IsFetchedAnewOnce()
    {
        var handler = new ScriptedHandler(request => IsToken(request)
            ? ScriptedHandler.Ok($$$"""{"err_no":0,"data":{"access_token":"t{{{++_tokens}}}","expires_in":7200}}""")
            : ScriptedHandler.Ok(request.Headers.GetValues("access-token").Single() == "t2" ? """{"err_no":0}""" : """{"err_no":28001008,"err_msg":"access_token"}"""));
        using var client = Client(handler);

        Assert.True((await client.StartAsync(App, RoomId, PushMessageType.Gift, Token)).Succeeded);
        Assert.Equal(2, _tokens);
    }

    [Fact]
    public async Task Token_NeverAccepted_IsARefusalAndNoLoop()
    {
        using var client = Client(Handler("""{"err_no":28001003,"err_msg":"access_token is wrong"}"""));

        var answer = await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);

        Assert.Equal(CloseReason.PushRefused, answer.Refusal);
        Assert.Equal(2, _tokens);
        Assert.DoesNotContain("the-secret", answer.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("token-", answer.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>captcha</html>", CloseReason.UpstreamError)]
    [InlineData("nonsense", CloseReason.UpstreamError)]
    [InlineData("{}", CloseReason.UpstreamError)]
    [InlineData("[]", CloseReason.UpstreamError)]
    [InlineData("""{"err_no":40004,"err_msg":"no permission"}""", CloseReason.PushRefused)]
    public async Task Start_OddAnswer_IsARefusalWithItsClass(string body, CloseReason expected)
    {
        using var client = Client(Handler(body));

        var answer = await client.StartAsync(App, RoomId, PushMessageType.Gift, Token);

        Assert.Equal(expected, answer.Refusal);
        Assert.Equal(expected == CloseReason.UpstreamError, answer.IsTransient);
        Assert.Equal(1, _listener.Failed[PlatformCall.TaskStart]);
    }

    [Fact]
    public async Task Start_TooOften_IsRateLimited()
    {
        using var client = Client(new ScriptedHandler(request => IsToken(request) ? TokenAnswer() : ScriptedHandler.Status(HttpStatusCode.TooManyRequests)));
        Assert.Equal(CloseReason.RateLimited, (await client.StartAsync(App, RoomId, PushMessageType.Gift, Token)).Refusal);
    }

    [Theory]
    [InlineData("""{"err_no":0,"data":{"status":3}}""", true)]
    [InlineData("""{"err_no":0,"data":{"status":2}}""", false)]
    [InlineData("""{"err_no":0,"data":{}}""", null)]
    [InlineData("""{"err_no":5}""", null)]
    public async Task IsRunning_Table(string body, bool? expected)
    {
        var handler = Handler(body);
        using var client = Client(handler);

        Assert.Equal(expected, await client.IsRunningAsync(App, RoomId, PushMessageType.Comment, Token));
        Assert.Equal("https://api.example/api/live_data/task/get?roomid=7300000000000000001&appid=tt01&msg_type=live_comment", handler.Asked[^1]);
    }

    [Fact]
    public async Task Missed_AllShapes_AreOneArray()
    {
        var handler = Handler("""
            {"err_no":0,"data":{"page_num":1,"total_count":150,"data_list":[
              {"payload":"[{\"msg_id\":\"1\"},{\"msg_id\":\"2\"}]"},
              {"payload":"{\"msg_id\":\"3\"}"},
              {"payload":{"msg_id":"4"}},
              {"msg_id":"5"},
              {"payload":"broken"},
              7]}}
            """);
        using var client = Client(handler);

        var page = await client.MissedAsync(App, RoomId, PushMessageType.Gift, 1, Token);

        Assert.Equal("""[{"msg_id":"1"},{"msg_id":"2"},{"msg_id":"3"},{"msg_id":"4"},{"msg_id":"5"}]""", System.Text.Encoding.UTF8.GetString(page.Body));
        Assert.False(page.IsLast);
        Assert.EndsWith("&page_num=1&page_size=100", handler.Asked[^1], StringComparison.Ordinal);
        Assert.True((await client.MissedAsync(App, RoomId, PushMessageType.Gift, 2, Token)).IsLast);
    }

    [Theory]
    [InlineData("""{"err_no":0,"data":{"data_list":[]}}""")]
    [InlineData("""{"err_no":0,"data":{"data_list":"x","total_count":1000}}""")]
    [InlineData("""{"err_no":3}""")]
    public async Task Missed_Nothing_IsTheLastPage(string body)
    {
        using var client = Client(Handler(body));
        var page = await client.MissedAsync(App, RoomId, PushMessageType.Gift, 1, Token);
        Assert.Equal((0, 0, true), (page.Body.Length, page.Count, page.IsLast));
    }

    private OpenPlatformClient Client(HttpMessageHandler handler)
        => new(handler, new OpenPlatformOptions { ApiUrl = new("https://api.example"), TokenUrl = new("https://token.example/v2/token") }, _listener, _time);

    private ScriptedHandler Handler(string body) => new(request => IsToken(request) ? TokenAnswer() : ScriptedHandler.Ok(body));

    private HttpResponseMessage TokenAnswer() => ScriptedHandler.Ok($$$"""{"err_no":0,"data":{"access_token":"token-{{{++_tokens}}}","expires_in":7200}}""");

    private static bool IsToken(HttpRequestMessage request) => request.RequestUri!.Host == "token.example";
}
