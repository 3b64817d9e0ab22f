using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server.Api;
using DouyinIngest.Tests.Server.Fakes;
using Microsoft.AspNetCore.Builder;

namespace DouyinIngest.Tests.Server.Api;

/// <summary>What the console asks for, over a made-up fleet.</summary>
public sealed class ConsoleApiTests : IAsyncLifetime
{
    private const string Token = "a-token-of-the-tests-0001";
    private readonly ConsoleWorld _world = new(120);
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public ConsoleApiTests() => _app = _world.Build($"--Management:Token={Token}");

    [Fact]
    public async Task Rooms_AreEveryRoomOnceWithItsColumns()
    {
        using var list = await JsonAsync("/api/rooms");
        var columns = list.RootElement.GetProperty("columns").EnumerateArray().Select(column => column.GetString()!).ToList();
        var rows = list.RootElement.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(122, list.RootElement.GetProperty("total").GetInt32());
        Assert.Equal(122, rows.Select(row => row[0].GetString()).Distinct().Count());
        Assert.All(rows, row => Assert.Equal(columns.Count, row.GetArrayLength()));
        var here = rows.Single(row => row[0].GetString() == _world.FirstHere);
        Assert.Equal(("streaming", ConsoleWorld.Pod, 1), (here[columns.IndexOf("state")].GetString(), here[columns.IndexOf("pod")].GetString(), here[columns.IndexOf("here")].GetInt32()));
        var elsewhere = rows.Single(row => row[0].GetString() == _world.FirstElsewhere);
        Assert.Equal(0, elsewhere[columns.IndexOf("here")].GetInt32());
        Assert.StartsWith("ingest-", elsewhere[columns.IndexOf("pod")].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rooms_ZippedWhenAskedFor_SayTheSame()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/rooms", UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(["gzip"], answer.Content.Headers.ContentEncoding);
        await using var zip = new System.IO.Compression.GZipStream(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), System.IO.Compression.CompressionMode.Decompress);
        using var json = await JsonDocument.ParseAsync(zip, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(122, json.RootElement.GetProperty("rows").GetArrayLength());
    }

    [Fact]
    public async Task Room_HereElsewhereAndNowhere()
    {
        using var here = await JsonAsync($"/api/rooms/{_world.FirstHere}");
        Assert.True(here.RootElement.GetProperty("room").GetProperty("isHere").GetBoolean());
        Assert.Equal(_world.FirstHere, here.RootElement.GetProperty("figures").GetProperty("liveId").GetString());
        using var elsewhere = await JsonAsync($"/api/rooms/{_world.FirstElsewhere}");
        Assert.Equal(JsonValueKind.Null, elsewhere.RootElement.GetProperty("figures").ValueKind);
        using var refused = await JsonAsync("/api/rooms/100121");
        Assert.Equal("Refused", refused.RootElement.GetProperty("room").GetProperty("want").GetString());
        var (status, body) = await SendAsync(HttpMethod.Get, "/api/rooms/555");
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("remedy", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Assignments_SayWhatDoesNotRunAndWhy()
    {
        using var json = await JsonAsync("/api/assignments");
        Assert.Equal(2, json.RootElement.GetProperty("refusedTotal").GetInt32());
        Assert.Equal(["100122", "100121"], json.RootElement.GetProperty("refused").EnumerateArray().Select(row => row.GetProperty("key").GetString()));
        Assert.All(json.RootElement.GetProperty("refused").EnumerateArray(), row => Assert.NotEmpty(row.GetProperty("remedy").GetString()!));
        Assert.Equal(json.RootElement.GetProperty("pendingTotal").GetInt32(), json.RootElement.GetProperty("pending").GetArrayLength());
        Assert.Contains(json.RootElement.GetProperty("credentials").EnumerateArray(), row => row.GetProperty("name").GetString() == "blue");
    }

    [Fact]
    public async Task Status_SaysWhoAnswersAndThatItCanBeWritten()
    {
        using var json = await JsonAsync("/api/console");
        Assert.Equal((ConsoleWorld.Pod, "fleet", true), (json.RootElement.GetProperty("pod").GetString(), json.RootElement.GetProperty("mode").GetString(), json.RootElement.GetProperty("writes").GetBoolean()));
        Assert.Equal(3, json.RootElement.GetProperty("pods").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("canary").ValueKind);
    }

    [Fact]
    public async Task Events_OfARoomHere_ComeAsTheyStandOnTheTopics()
    {
        var room = _world.FirstHere;
        using var stream = new StreamReader(await _http.GetStreamAsync(new Uri($"/api/rooms/{room}/events", UriKind.Relative), TestContext.Current.CancellationToken));
        Assert.Equal("event: beat", await stream.ReadLineAsync(TestContext.Current.CancellationToken));
        SomeEvents.Publish(_world.Tail, "999", 4, 1_767_312_245_000);
        SomeEvents.Publish(_world.Tail, room, 4, 1_767_312_245_000);
        string? line;
        do
        {
            line = await stream.ReadLineAsync(TestContext.Current.CancellationToken);
        }
        while (line is not null && !line.StartsWith("data: {", StringComparison.Ordinal));

        using var json = JsonDocument.Parse(line!["data: ".Length..]);
        Assert.Equal(("chat", room), (json.RootElement.GetProperty("kind").GetString(), json.RootElement.GetProperty("liveId").GetString()));
    }

    [Fact]
    public async Task Events_OfARoomElsewhere_SayWhere()
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"/api/rooms/{_world.FirstElsewhere}/events");
        Assert.Equal(HttpStatusCode.MisdirectedRequest, status);
        Assert.Contains("on pod ingest-", body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Conflict, (await SendAsync(HttpMethod.Get, "/api/rooms/100007/events")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(HttpMethod.Get, "/api/rooms/555/events")).Status);
    }

    [Fact]
    public async Task Events_TooManyWatchers_AreRefusedWithTheRemedy()
    {
        var watchers = Enumerable.Range(0, EventTail.MostWatchers).Select(_ => _world.Tail.Watch("1")!).ToList();
        var (status, body) = await SendAsync(HttpMethod.Get, $"/api/rooms/{_world.FirstHere}/events");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("remedy", body, StringComparison.Ordinal);
        watchers.ForEach(watcher => watcher.Dispose());
        Assert.NotNull(_world.Tail.Watch("1"));
    }

    [Theory]
    [InlineData(null, HttpStatusCode.Unauthorized)]
    [InlineData("Basic YTph", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer", HttpStatusCode.Unauthorized)]
    [InlineData("Bearer a-token-of-the-tests-0002", HttpStatusCode.Forbidden)]
    [InlineData("Bearer a-token-of-the-tests-000", HttpStatusCode.Forbidden)]
    [InlineData("bearer a-token-of-the-tests-0001", HttpStatusCode.OK)]
    public async Task Pause_ByToken(string? authorization, HttpStatusCode expected)
    {
        var (status, body) = await SendAsync(HttpMethod.Post, "/api/rooms/100001/pause", authorization);
        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK ? ["""100001 {"state":"paused"}"""] : [], _world.Written);
        Assert.Contains(expected == HttpStatusCode.OK ? "Written" : "Management:TokenFile", body, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PauseAndResume_KeepWhatElseTheRecordSays()
    {
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/api/rooms/100003/pause", "Bearer " + Token)).Status);
        Assert.True(_world.Current.Rooms["100003"].Paused);
        Assert.Equal("green", _world.Current.Rooms["100003"].Assignment.Labels["tenant"]);
        Assert.Contains("AlreadySo", (await SendAsync(HttpMethod.Post, "/api/rooms/100003/pause", "Bearer " + Token)).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Post, "/api/rooms/100003/resume", "Bearer " + Token)).Status);
        Assert.Equal(2, _world.Written.Count);
        Assert.False(_world.Current.Rooms["100003"].Paused);
    }

    [Theory]
    [InlineData("""{"offset":"1"}""", HttpStatusCode.OK)]
    [InlineData("""{"offset":null}""", HttpStatusCode.OK)]
    [InlineData("""{}""", HttpStatusCode.OK)]
    [InlineData("""{"offset":"999"}""", HttpStatusCode.Conflict)]
    [InlineData("""{"offset":"-1"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"offset":1}""", HttpStatusCode.BadRequest)]
    [InlineData("""{""", HttpStatusCode.BadRequest)]
    [InlineData("""[]""", HttpStatusCode.BadRequest)]
    public async Task Pause_ExpectedOffset_IsHeld(string body, HttpStatusCode expected)
    {
        var (status, _) = await SendAsync(HttpMethod.Post, "/api/rooms/100001/pause", "Bearer " + Token, body);
        Assert.Equal(expected, status);
        Assert.Equal(expected == HttpStatusCode.OK ? 1 : 0, _world.Written.Count);
    }

    [Theory]
    [InlineData("555", HttpStatusCode.NotFound)]
    [InlineData("100121", HttpStatusCode.NotFound)]
    [InlineData("abc", HttpStatusCode.BadRequest)]
    [InlineData("_credentials", HttpStatusCode.BadRequest)]
    [InlineData("7300000000000000001", HttpStatusCode.BadRequest)]
    public async Task Pause_WhatIsNoRoom_WritesNothing(string id, HttpStatusCode expected)
    {
        Assert.Equal(expected, (await SendAsync(HttpMethod.Post, $"/api/rooms/{id}/pause", "Bearer " + Token)).Status);
        Assert.Empty(_world.Written);
    }

    [Fact]
    public async Task Pause_BrokerOrTableAway_SaysSo()
    {
        _world.Age = TimeSpan.FromSeconds(11);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await SendAsync(HttpMethod.Post, "/api/rooms/100001/pause", "Bearer " + Token)).Status);
        _world.Age = TimeSpan.Zero;
        _world.WriteFailure = "0 of 1 records were written";
        var (status, body) = await SendAsync(HttpMethod.Post, "/api/rooms/100001/pause", "Bearer " + Token);
        Assert.Equal(HttpStatusCode.BadGateway, status);
        Assert.Contains("0 of 1 records", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SwitchOutcome.Written, 200)]
    [InlineData(SwitchOutcome.AlreadySo, 200)]
    [InlineData(SwitchOutcome.Unknown, 404)]
    [InlineData(SwitchOutcome.Changed, 409)]
    [InlineData(SwitchOutcome.TableOld, 503)]
    [InlineData(SwitchOutcome.NotWritten, 502)]
    public void Outcome_HasAStatus(object outcome, int status) => Assert.Equal(status, ApiEndpoints.StatusOf((SwitchOutcome)outcome));

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    private async Task<JsonDocument> JsonAsync(string path) => JsonDocument.Parse(await _http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken));

    private async Task<(HttpStatusCode Status, string Body)> SendAsync(HttpMethod method, string path, string? authorization = null, string? body = null)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
