using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.OpenPlatform;
using DouyinIngest.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Simulator.OpenPlatform;

/// <summary>The simulated Open Platform as somebody sees it who has only its documentation.</summary>
public sealed class PlatformTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private readonly ConcurrentQueue<(string Signature, string Expected, string Body, string Nonce, string Type)> _got = new();
    private readonly PlatformOptions _options = new() { EventsPerSecond = 2000, BatchSize = 5, MaxEvents = 400, Pause = TimeSpan.FromMilliseconds(20), Patience = TimeSpan.FromSeconds(2) };
    private WebApplication? _webhook;
    private SimulatorHost? _simulator;
    private int _refusals;

    [Fact]
    public async Task Tasks_WithoutOrWithAWrongToken_AreRefused()
    {
        var room = await StartAsync();

        Assert.Equal(28001008, (int)(await PostAsync("/api/live_data/task/start", "nonsense", TaskOf(room, "live_gift")))["err_no"]!);
        Assert.NotEqual(0, (int)(await PostAsync("/api/apps/v2/token", "", new JsonObject { ["appid"] = _options.AppId, ["secret"] = "guess", ["grant_type"] = "client_credential" }))["err_no"]!);
        var token = await TokenAsync();
        Assert.NotEqual(0, (int)(await PostAsync("/api/live_data/task/start", token, TaskOf(1, "live_gift")))["err_no"]!);
        Assert.NotEqual(0, (int)(await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_chat")))["err_no"]!);
        Assert.Equal(1, await StatusAsync(token, room, "live_gift"));
        Assert.Equal(0, (int)(await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_gift")))["err_no"]!);
        Assert.Equal(3, await StatusAsync(token, room, "live_gift"));
        Assert.Equal(0, (int)(await PostAsync("/api/live_data/task/stop", token, TaskOf(room, "live_gift")))["err_no"]!);
        Assert.Equal(2, await StatusAsync(token, room, "live_gift"));

        _simulator!.Platform.Api.RevokeTokens();
        Assert.Equal(28001008, (int)(await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_gift")))["err_no"]!);
    }

    [Fact]
    public async Task Switches_OfFailuresAndForgeries_WorkAtOnceAndTakeSharesOnly()
    {
        var room = await StartAsync();
        var token = await TokenAsync();
        async Task<HttpStatusCode> SwitchAsync(string query)
        {
            using var answer = await _http.PostAsync(new Uri(_simulator!.BaseUrl, "/sim/platform?" + query), content: null, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        Assert.Equal(HttpStatusCode.NoContent, await SwitchAsync("apiFailures=1"));
        using (var refused = await _http.PostAsJsonAsync(new Uri(_simulator!.BaseUrl, "/api/live_data/task/start"), TaskOf(room, "live_gift"), TestContext.Current.CancellationToken))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, refused.StatusCode);
        }

        Assert.Equal(HttpStatusCode.NoContent, await SwitchAsync("apiFailures=0&forged=1"));
        await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_like"));
        await Waiting.UntilAsync(() => _simulator.Platform.IsDone);
        Assert.Equal(
            _simulator.Platform.Truth.Attempts.Count(a => a is { Purpose: PushPurpose.True, Number: 1 }),
            _simulator.Platform.Truth.Attempts.Count(a => a.Purpose == PushPurpose.Forged));
        Assert.Equal(HttpStatusCode.BadRequest, await SwitchAsync("forged=1.5"));
        Assert.Equal(HttpStatusCode.BadRequest, await SwitchAsync("apiFailures=NaN"));
    }

    [Fact]
    public async Task Pushes_OfRunningTasks_AreSignedAndRepeatedUntilTheyAreAnswered()
    {
        _refusals = 3;
        var room = await StartAsync();
        var token = await TokenAsync();
        await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_comment"));
        await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_like"));

        await Waiting.UntilAsync(() => _simulator!.Platform.IsDone);

        Assert.All(_got, got => Assert.Equal(got.Expected, got.Signature));
        var truth = _simulator!.Platform.Truth;
        Assert.Equal(400, truth.Events.Count);
        var ids = _got.SelectMany(got => JsonNode.Parse(got.Body)!.AsArray().Select(e => (string)e!["msg_id"]!)).ToHashSet(StringComparer.Ordinal);
        Assert.True(ids.SetEquals(truth.Events.Select(e => e.MsgId)));
        Assert.Equal(3, truth.Attempts.Count(a => a.Status == 500));
        Assert.Equal(3, _got.GroupBy(got => got.Nonce).Count(same => same.Count() > 1));
    }

    [Fact]
    public async Task Pushes_AsPlanned_ForgeAndAreLateAndMissGifts()
    {
        _options.Forged = 0.3;
        _options.Stale = 0.3;
        _options.Repeats = 0.3;
        _options.Missed = 0.5;
        var room = await StartAsync();
        var token = await TokenAsync();
        await PostAsync("/api/live_data/task/start", token, TaskOf(room, "live_gift"));

        await Waiting.UntilAsync(() => _simulator!.Platform.IsDone);

        var platform = _simulator!.Platform;
        Assert.Contains(platform.Truth.Attempts, a => a.Purpose == PushPurpose.Repeat);
        Assert.Contains(platform.Truth.Attempts, a => a.Purpose == PushPurpose.Stale);
        var forged = _got.Where(got => got.Body.Contains("forged-", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(forged);
        Assert.All(forged, got => Assert.NotEqual(got.Expected, got.Signature));
        Assert.DoesNotContain(platform.Truth.Events, e => e.MsgId.StartsWith("forged-", StringComparison.Ordinal));
        var missed = platform.Tasks.Missed(room, "live_gift");
        Assert.NotEmpty(missed);
        using var answer = await _http.SendAsync(Get(token, $"/api/live_data/task/fail_data/get?roomid={room}&appid={_options.AppId}&msg_type=live_gift&page_num=1&page_size=3"), TestContext.Current.CancellationToken);
        var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Equal(missed.Count, (int)page["data"]!["total_count"]!);
        Assert.Equal(missed[0].MsgId, (string)JsonNode.Parse((string)page["data"]!["data_list"]![0]!["payload"]!)![0]!["msg_id"]!);
    }

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _webhook = builder.Build();
        _webhook.MapPost("/push", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            var body = await reader.ReadToEndAsync();
            string Header(string name) => request.Headers[name].ToString();
            var type = Header("x-msg-type");
            var text = $"x-msg-type={type}&x-nonce-str={Header("x-nonce-str")}&x-roomid={Header("x-roomid")}&x-timestamp={Header("x-timestamp")}{body}simulated-{type}";
#pragma warning disable CA5351 // The platform's choice.
            _got.Enqueue((Header("x-signature"), Convert.ToBase64String(MD5.HashData(Encoding.UTF8.GetBytes(text))), body, Header("x-nonce-str"), type));
#pragma warning restore CA5351
            return Interlocked.Decrement(ref _refusals) >= 0 ? Results.StatusCode(500) : Results.Ok();
        });
        await _webhook.StartAsync(TestContext.Current.CancellationToken);
        _options.Webhooks = _webhook.Urls.First() + "/push";
    }

    public async ValueTask DisposeAsync()
    {
        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        await _webhook!.DisposeAsync();
        _http.Dispose();
    }

    private async Task<long> StartAsync()
    {
        _simulator = await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = 1, Quiet = true, Platform = _options }, cancellationToken: TestContext.Current.CancellationToken);
        return _simulator.Rooms[0].RoomId;
    }

    private async Task<string> TokenAsync()
        => (string)(await PostAsync("/api/apps/v2/token", "", new JsonObject { ["appid"] = _options.AppId, ["secret"] = _options.AppSecret, ["grant_type"] = "client_credential" }))["data"]!["access_token"]!;

    private async Task<int> StatusAsync(string token, long room, string type)
    {
        using var answer = await _http.SendAsync(Get(token, $"/api/live_data/task/get?roomid={room}&appid={_options.AppId}&msg_type={type}"), TestContext.Current.CancellationToken);
        return (int)JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["data"]!["status"]!;
    }

    private JsonObject TaskOf(long room, string type) => new() { ["roomid"] = $"{room}", ["appid"] = _options.AppId, ["msg_type"] = type };

    private HttpRequestMessage Get(string token, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_simulator!.BaseUrl, path));
        request.Headers.Add("access-token", token);
        return request;
    }

    private async Task<JsonNode> PostAsync(string path, string token, JsonObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_simulator!.BaseUrl, path)) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("access-token", token);
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }
}
