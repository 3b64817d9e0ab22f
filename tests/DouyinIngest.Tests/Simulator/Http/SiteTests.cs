using System.Net;
using System.Text.Json;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Http;

/// <summary>The site as someone meets it who has no nonce to fetch first.</summary>
public sealed class SiteTests : IAsyncLifetime
{
    private SimulatorHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await Sim.StartAsync(Sim.Quiet(), Sim.Clock());
        _http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = _host.BaseUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/12345")]
    public async Task Page_WithoutTtwid_GivesOne(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("ttwid=1%7C", cookie, StringComparison.Ordinal);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("path=/", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/12345")]
    public async Task Page_WithTtwid_LeavesIt(string path)
    {
        using var answer = await GetAsync(path, "ttwid=1%7Cabc");

        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task FrontPage_TwoVisitors_GetTheirOwn()
    {
        using var first = await GetAsync("/");
        using var second = await GetAsync("/");

        Assert.NotEqual(first.Headers.GetValues("Set-Cookie").Single(), second.Headers.GetValues("Set-Cookie").Single());
    }

    [Theory]
    [InlineData(2, 0, false)]
    [InlineData(3, 0, false)]
    [InlineData(4, 2, true)]
    public async Task Enter_EveryStatus_SaysLiveOrNot(int status, int roomStatus, bool empty)
    {
        var room = _host.Rooms[1];
        room.Current.Status = status;

        var data = (await JsonAsync($"/webcast/room/web/enter/?web_rid={room.LiveId}")).GetProperty("data");

        Assert.Equal(roomStatus, data.GetProperty("room_status").GetInt32());
        var one = data.GetProperty("data")[0];
        Assert.Equal((status, $"{status}"), (one.GetProperty("status").GetInt32(), one.GetProperty("status_str").GetString()));
        Assert.Equal(empty, one.GetProperty("user_count_str").GetString() == "0");
    }

    [Fact]
    public async Task Enter_ByRoomId_IsTheSameRoom()
    {
        var room = _host.Rooms[1];

        var answer = await JsonAsync($"/webcast/room/web/enter/?room_id_str={room.RoomId}");

        Assert.Equal($"{room.RoomId}", answer.GetProperty("data").GetProperty("enter_room_id").GetString());
        Assert.Equal(room.Anchor.Name, answer.GetProperty("data").GetProperty("user").GetProperty("nickname").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("?web_rid=abc")]
    [InlineData("?web_rid=-1")]
    [InlineData("?room_id_str=5")]
    [InlineData("?web_rid=99999999999999999999999")]
    public async Task Enter_Nobody_IsUnknownAndNoError(string query)
        => Assert.Equal(4001038, (await JsonAsync("/webcast/room/web/enter/" + query)).GetProperty("status_code").GetInt32());

    [Fact]
    public async Task Reflow_OldBroadcast_ShowsTheRoomAsItIsNow()
    {
        var room = _host.Rooms[0];
        var before = room.RoomId;
        _host.EndBroadcast(room);
        _host.StartBroadcast(room);

        var answer = await JsonAsync($"/webcast/room/reflow/info/?room_id={before}");

        Assert.Equal($"{room.RoomId}", answer.GetProperty("data").GetProperty("room").GetProperty("id_str").GetString());
    }

    [Theory]
    [InlineData("/s/2")]
    [InlineData("/s/abc")]
    [InlineData("/s/-1")]
    [InlineData("/nothing")]
    [InlineData("/sim/oracle?room=5")]
    [InlineData("/sim/oracle?room=abc")]
    public async Task Get_NotThere_Is404(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task ReflowPage_ShowsNoRoom()
    {
        using var answer = await GetAsync($"/webcast/reflow/{_host.Rooms[0].RoomId}");

        Assert.DoesNotContain("roomId", await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("end")]
    [InlineData("start")]
    public async Task Switch_UnknownRoom_Is404(string action)
    {
        using var answer = await _http.PostAsync(new Uri($"/sim/rooms/5/{action}", UriKind.Relative), null, Sim.Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Switch_EndThenStart_IsAnotherBroadcast()
    {
        var room = _host.Rooms[0];
        var before = room.RoomId;

        Assert.Equal((4, $"{before}"), await SwitchAsync("end"));
        var (status, roomId) = await SwitchAsync("start");

        Assert.Equal((2, $"{room.RoomId}"), (status, roomId));
        Assert.NotEqual($"{before}", roomId);

        async Task<(int, string)> SwitchAsync(string action)
        {
            using var answer = await _http.PostAsync(new Uri($"/sim/rooms/{room.LiveId}/{action}", UriKind.Relative), null, Sim.Cancel);
            var row = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Sim.Cancel)).RootElement;
            return (row.GetProperty("status").GetInt32(), row.GetProperty("roomId").GetString()!);
        }
    }

    [Fact]
    public async Task Rooms_AllAreListed()
    {
        var rows = await JsonAsync("/sim/rooms");

        Assert.Equal(_host.Rooms.Select(r => $"{r.LiveId} {r.RoomId} {r.Title}"), rows.EnumerateArray().Select(row =>
            $"{row.GetProperty("liveId").GetString()} {row.GetProperty("roomId").GetString()} {row.GetProperty("title").GetString()}"));
    }

    [Fact]
    public async Task Oracle_WithoutARoom_CountsAndLists()
    {
        Sim.Chat(_host, 1);

        var answer = await JsonAsync("/sim/oracle");

        Assert.Equal((1, 0), (answer.GetProperty("counts").GetProperty("events").GetInt64(), answer.GetProperty("counts").GetProperty("offered").GetInt64()));
        Assert.Equal(_host.Rooms.Select(r => $"{r.RoomId}"), answer.GetProperty("rooms").EnumerateArray().Select(r => r.GetString()));
    }

    [Fact]
    public async Task Faults_Deleted_FireNoMoreAndKeepTheirCount()
    {
        _host.AddFaults("emptyapi@times=5");
        using (var spoiled = await GetAsync("/webcast/room/web/enter/?web_rid=1"))
        {
            Assert.Equal("", await spoiled.Content.ReadAsStringAsync(Sim.Cancel));
        }

        using var deleted = await _http.DeleteAsync(new Uri("/sim/faults", UriKind.Relative), Sim.Cancel);

        Assert.Equal(HttpStatusCode.NoContent, deleted.StatusCode);
        await JsonAsync("/webcast/room/web/enter/?web_rid=1");
        Assert.Equal(1, (await JsonAsync("/sim/faults")).GetProperty("emptyapi").GetInt64());
    }

    [Fact]
    public async Task Fetch_UnknownRoom_IsEmptyAndKeepsTheCursor()
    {
        var response = await FetchAsync(5, "here");

        Assert.Empty(response.Messages);
        Assert.Equal("here", response.Cursor);
        Assert.Equal(_host.SocketUrl.ToString(), response.PushServerV2);
    }

    [Fact]
    public async Task Fetch_MoreThanOneAnswerHolds_GoesOnWhereItEnded()
    {
        var room = _host.Rooms[0];
        var cursor = (await FetchAsync(room.RoomId, "")).Cursor;
        for (var i = 1; i <= 120; i++)
        {
            Sim.Chat(_host, i);
        }

        var got = new List<long>();
        foreach (var expected in (int[])[50, 50, 20, 0])
        {
            var response = await FetchAsync(room.RoomId, cursor);
            Assert.Equal(expected, response.Messages.Count);
            got.AddRange(response.Messages.Select(m => m.MsgId));
            cursor = response.Cursor;
        }

        Assert.Equal(Enumerable.Range(1, 120).Select(i => (long)i), got);
        Assert.Equal(5, _host.Counters.Fetches);
    }

    [Theory]
    [InlineData("/webcast/im/push/v2/")]
    [InlineData("/websocket/im/v1")]
    public async Task Socket_WithoutAnUpgrade_Is400(string path)
    {
        using var answer = await GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(0, _host.Counters.Connects);
    }

    private async Task<Response> FetchAsync(long roomId, string cursor)
        => Response.Parser.ParseFrom(await _http.GetByteArrayAsync(
            new Uri($"/webcast/im/fetch/?room_id={roomId}&cursor={cursor}", UriKind.Relative), Sim.Cancel));

    private async Task<JsonElement> JsonAsync(string path)
    {
        using var answer = await GetAsync(path);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Sim.Cancel)).RootElement;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await _http.SendAsync(request, Sim.Cancel);
    }
}
