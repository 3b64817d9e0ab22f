using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Http;

public sealed class EndpointTests : IAsyncLifetime
{
    private SimulatorHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        var options = Sim.Quiet();
        options.PageChallenge = true;
        _host = await Sim.StartAsync(options);
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _host.BaseUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Page_WithNonce_ShowsRoomIdAndSetsTtwid()
    {
        using var answer = await PageAsync(_host.Rooms[0].LiveId, "__ac_nonce=0123");
        var page = await answer.Content.ReadAsStringAsync(Sim.Cancel);
        Assert.Equal($"{_host.Rooms[0].RoomId}", Regex.Match(page, "roomId\\\\\":\\\\\"(?<id>[0-9]+)", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["id"].Value);
        Assert.Contains(_host.Rooms[0].Title, page, StringComparison.Ordinal);
        Assert.Contains(_host.Rooms[0].Anchor.Name, page, StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("ttwid=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_WithoutNonce_IsAChallengeThatSetsIt()
    {
        using var answer = await PageAsync(_host.Rooms[0].LiveId, null);
        Assert.DoesNotContain("roomId", await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), c => c.StartsWith("__ac_nonce=", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_Unknown_HasNoRoom()
    {
        using var answer = await PageAsync(1, "__ac_nonce=1");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.DoesNotContain("roomId", await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_LiveThenEnded()
    {
        var room = _host.Rooms[0];
        var url = $"/webcast/room/web/enter/?web_rid={room.LiveId}";
        var live = (await JsonAsync(url)).GetProperty("data");
        Assert.Equal(0, live.GetProperty("room_status").GetInt32());
        var data = live.GetProperty("data")[0];
        Assert.Equal((2, $"{room.RoomId}"), (data.GetProperty("status").GetInt32(), data.GetProperty("id_str").GetString()));
        Assert.Equal($"{room.LiveId}", data.GetProperty("owner").GetProperty("web_rid").GetString());
        _host.EndBroadcast(room);
        var ended = (await JsonAsync(url)).GetProperty("data");
        Assert.Equal((2, 4), (ended.GetProperty("room_status").GetInt32(), ended.GetProperty("data")[0].GetProperty("status").GetInt32()));
        Assert.Equal("0", ended.GetProperty("data")[0].GetProperty("user_count_str").GetString());
    }

    [Theory]
    [InlineData("/webcast/room/web/enter/?web_rid=12")]
    [InlineData("/webcast/room/reflow/info/?room_id=12")]
    public async Task Api_Unknown_4001038(string url)
    {
        var answer = await JsonAsync(url);
        Assert.Equal(4001038, answer.GetProperty("status_code").GetInt32());
        Assert.NotEqual("", answer.GetProperty("data").GetProperty("prompts").GetString());
    }

    [Fact]
    public async Task Api_EmptyApiFault_200AndNothing()
    {
        _host.AddFaults("emptyapi@after=1");
        Assert.NotEqual("", await _http.GetStringAsync(new Uri("/webcast/room/web/enter/?web_rid=1", UriKind.Relative), Sim.Cancel));
        Assert.Equal("", await _http.GetStringAsync(new Uri("/webcast/room/web/enter/?web_rid=1", UriKind.Relative), Sim.Cancel));
        Assert.Equal(1, _host.FaultCounts["emptyapi"]);
    }

    [Fact]
    public async Task ShortLink_LeadsToReflow()
    {
        using var answer = await _http.GetAsync(new Uri("/s/1", UriKind.Relative), Sim.Cancel);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var target = answer.Headers.Location!.ToString();
        Assert.StartsWith($"/webcast/reflow/{_host.Rooms[1].RoomId}?", target, StringComparison.Ordinal);
        Assert.Contains("sec_user_id=MS4wLjABAAAA", target, StringComparison.Ordinal);
        var info = await JsonAsync($"/webcast/room/reflow/info/?room_id={_host.Rooms[1].RoomId}");
        Assert.Equal($"{_host.Rooms[1].LiveId}", info.GetProperty("data").GetProperty("room").GetProperty("owner").GetProperty("web_rid").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri("/s/99", UriKind.Relative), Sim.Cancel)).StatusCode);
    }

    [Fact]
    public async Task Fetch_HistoryThenOnlyWhatIsNew()
    {
        Sim.Chat(_host, 1);
        var first = await FetchAsync("");
        Assert.Equal([1L], first.Messages.Select(m => m.MsgId));
        Assert.Equal((1000, 0), (first.FetchInterval, first.FetchType));
        Assert.Equal(_host.SocketUrl.ToString(), first.PushServerV2);
        Assert.Contains($"wss_push_room_id:{_host.Rooms[0].RoomId}|wss_push_did:42|", first.InternalExt, StringComparison.Ordinal);
        Sim.Chat(_host, 2);
        Sim.Chat(_host, 3);
        var second = await FetchAsync(first.Cursor);
        Assert.Equal([2L, 3], second.Messages.Select(m => m.MsgId));
        Assert.Empty((await FetchAsync(second.Cursor)).Messages);
    }

    [Fact]
    public async Task Oracle_TellsEventsAndCombos()
    {
        Sim.Chat(_host, 1, "很好");
        await FetchAsync("");
        var room = (await JsonAsync($"/sim/oracle?room={_host.Rooms[0].RoomId}")).GetProperty("events")[0];
        Assert.Equal($"{_host.Rooms[0].RoomId}-1", room.GetProperty("id").GetString());
        Assert.Equal(("chat", "很好", true), (room.GetProperty("kind").GetString(), room.GetProperty("content").GetString(), room.GetProperty("offered").GetBoolean()));
        var all = await JsonAsync("/sim/oracle");
        Assert.Equal(1, all.GetProperty("counts").GetProperty("offered").GetInt64());
        Assert.Equal(HttpStatusCode.NotFound, (await _http.GetAsync(new Uri("/sim/oracle?room=5", UriKind.Relative), Sim.Cancel)).StatusCode);
    }

    [Fact]
    public async Task Report_And_Switches()
    {
        await _http.PostAsync(new Uri("/sim/world/stop", UriKind.Relative), null, Sim.Cancel);
        Assert.True((await JsonAsync("/sim/report")).GetProperty("worldStopped").GetBoolean());
        await _http.PostAsync(new Uri("/sim/world/start", UriKind.Relative), null, Sim.Cancel);
        Assert.False(_host.WhenWorldStopped.IsCompleted);
        await _http.PostAsync(new Uri($"/sim/rooms/{_host.Rooms[1].LiveId}/end", UriKind.Relative), null, Sim.Cancel);
        Assert.Equal(4, (await JsonAsync("/sim/rooms"))[1].GetProperty("status").GetInt32());
        await _http.PostAsync(new Uri($"/sim/rooms/{_host.Rooms[1].LiveId}/start", UriKind.Relative), null, Sim.Cancel);
        Assert.True(_host.Rooms[1].IsLive);
        Assert.Equal(HttpStatusCode.NotFound, (await _http.PostAsync(new Uri("/sim/rooms/3/end", UriKind.Relative), null, Sim.Cancel)).StatusCode);
    }

    [Fact]
    public async Task Faults_AddedAtRunTime_WrongOnesExplained()
    {
        using var good = new StringContent("drop@after=5");
        Assert.Equal(HttpStatusCode.OK, (await _http.PostAsync(new Uri("/sim/faults", UriKind.Relative), good, Sim.Cancel)).StatusCode);
        using var bad = new StringContent("dorp");
        using var answer = await _http.PostAsync(new Uri("/sim/faults", UriKind.Relative), bad, Sim.Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("unknown fault 'dorp'", await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
        Assert.Equal(0, (await JsonAsync("/sim/faults")).GetProperty("drop").GetInt64());
        Assert.Equal(HttpStatusCode.NoContent, (await _http.DeleteAsync(new Uri("/sim/faults", UriKind.Relative), Sim.Cancel)).StatusCode);
    }

    private async Task<HttpResponseMessage> PageAsync(long liveId, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/{liveId}");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await _http.SendAsync(request, Sim.Cancel);
    }

    private async Task<JsonElement> JsonAsync(string url)
        => JsonDocument.Parse(await _http.GetStringAsync(new Uri(url, UriKind.Relative), Sim.Cancel)).RootElement;

    private async Task<Response> FetchAsync(string cursor) => Response.Parser.ParseFrom(await _http.GetByteArrayAsync(
        new Uri($"/webcast/im/fetch/?room_id={_host.Rooms[0].RoomId}&user_unique_id=42&cursor={cursor}", UriKind.Relative), Sim.Cancel));
}
