using System.Net;
using System.Text.Json;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Http;

public sealed class ChatEndpointTests : IAsyncLifetime
{
    private const string Login = "ttwid=1; sessionid=abc";
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

    [Fact]
    public async Task Say_LoggedIn_ComesBackAsAChatOfTheRoom()
    {
        var room = _host.Rooms[1];

        var answer = await SayAsync(room.RoomId, "你好 & bye", Login);

        Assert.Equal(0, answer.GetProperty("status_code").GetInt32());
        var data = answer.GetProperty("data");
        var e = Assert.Single(_host.Oracle.Events(room.RoomId));
        Assert.Equal((OracleKind.Chat, "你好 & bye", $"{room.RoomId}-{data.GetProperty("msg_id").GetInt64()}"), (e.Kind, e.Facts.Content, e.Id));
        Assert.Equal(e.UserId, data.GetProperty("user").GetProperty("id").GetInt64());
        Assert.Empty(_host.Oracle.Events(_host.Rooms[0].RoomId));
        var line = Assert.Single(_host.Said.Of(room.LiveId));
        Assert.Equal((room.RoomId, "你好 & bye", e.UserId), (line.RoomId, line.Content, line.UserId));
    }

    [Fact]
    public async Task Say_TwoLogins_AreTwoPeopleAndEachStaysOne()
    {
        var room = _host.Rooms[0].RoomId;
        await SayAsync(room, "1", "sessionid=a");
        await SayAsync(room, "2", "sessionid=b");
        await SayAsync(room, "3", "sessionid=a");

        var who = _host.Said.Of().Select(l => l.UserId).ToList();
        Assert.Equal(who[0], who[2]);
        Assert.NotEqual(who[0], who[1]);
        Assert.Equal(3, _host.Said.Of().Select(l => l.MessageId).Distinct().Count());
    }

    [Theory]
    [InlineData("", 20003)]
    [InlineData("ttwid=1", 20003)]
    [InlineData("sessionid=", 20003)]
    public async Task Say_NotLoggedIn_IsRefused(string cookie, int code) => await RefusedAsync(code, _host.Rooms[0].RoomId, "hi", cookie);

    [Fact]
    public async Task Say_UnknownRoom_IsRefused() => await RefusedAsync(4001038, 5, "hi", Login);

    [Fact]
    public async Task Say_Nothing_IsRefused() => await RefusedAsync(10011, _host.Rooms[0].RoomId, " ", Login);

    [Fact]
    public async Task Say_BroadcastIsOver_IsRefusedAlsoWhenTheNextRuns()
    {
        var room = _host.Rooms[0];
        var before = room.RoomId;
        _host.EndBroadcast(room);
        await RefusedAsync(30003, before, "hi", Login);
        _host.StartBroadcast(room);
        await RefusedAsync(30003, before, "hi", Login);
        Assert.Equal(0, (await SayAsync(room.RoomId, "hi", Login)).GetProperty("status_code").GetInt32());
    }

    [Theory]
    [InlineData("chatlimited", 10011)]
    [InlineData("chatexpired", 20003)]
    public async Task Say_RefusalPlanned_IsRefusedOnce(string fault, int code)
    {
        _host.AddFaults(fault);
        await RefusedAsync(code, _host.Rooms[0].RoomId, "hi", Login);

        Assert.Equal(0, (await SayAsync(_host.Rooms[0].RoomId, "hi", Login)).GetProperty("status_code").GetInt32());
        Assert.Equal(1, _host.FaultCounts[fault]);
    }

    [Theory]
    [InlineData("chatempty", 200, "")]
    [InlineData("chathtml", 200, "<!DOCTYPE html>")]
    [InlineData("chatnonsense", 200, "{\"status_code\":")]
    [InlineData("chat502", 502, "<html>")]
    public async Task Say_AnswerSpoiled_IsNotSaid(string fault, int status, string body)
    {
        _host.AddFaults(fault);

        using var answer = await GetAsync(_host.Rooms[0].RoomId, "hi", Login);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith(body, await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
        Assert.Empty(_host.Said.Of());
    }

    [Fact]
    public async Task Say_Reset_IsSaidAndNotAnswered()
    {
        _host.AddFaults("chatreset");

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync(_host.Rooms[0].RoomId, "hi", Login));

        Assert.Single(_host.Said.Of());
    }

    [Fact]
    public async Task Say_Lost_IsSaidAndTheAnswerDoesNotCome()
    {
        _host.AddFaults("chatlost@for=30s");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Sim.Cancel);
        var asking = _http.SendAsync(Request(_host.Rooms[0].RoomId, "hi", Login), patience.Token);
        await Sim.UntilAsync(() => _host.Said.Of().Count == 1);

        Assert.False(asking.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task Report_SameLineTwiceInARoom_IsCounted()
    {
        await SayAsync(_host.Rooms[0].RoomId, "a", Login);
        await SayAsync(_host.Rooms[1].RoomId, "a", Login);
        Assert.Equal(new SaidFigures(2, 0), _host.Said.Figures());
        await SayAsync(_host.Rooms[0].RoomId, "a", Login);

        Assert.Equal(new SaidFigures(3, 1), _host.Said.Figures());
        using var report = JsonDocument.Parse(await _http.GetStringAsync(new Uri("/sim/report", UriKind.Relative), Sim.Cancel));
        Assert.Equal(1, report.RootElement.GetProperty("said").GetProperty("twice").GetInt32());
        using var rows = JsonDocument.Parse(await _http.GetStringAsync(new Uri($"/sim/said?room={_host.Rooms[0].LiveId}", UriKind.Relative), Sim.Cancel));
        Assert.Equal(["a", "a"], rows.RootElement.EnumerateArray().Select(r => r.GetProperty("content").GetString()));
    }

    [Fact]
    public async Task Say_SignatureWantedAndMissing_IsTheEmptyAnswer()
    {
        await using var strict = await Sim.StartAsync(new SimulatorOptions { Quiet = true, Rooms = 1, SignatureRequired = true }, Sim.Clock());
        using var http = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = strict.BaseUrl };
        using var unsigned = await http.SendAsync(Request(strict.Rooms[0].RoomId, "hi", Login), Sim.Cancel);
        using var signed = await http.SendAsync(Request(strict.Rooms[0].RoomId, "hi", Login, "&a_bogus=x"), Sim.Cancel);

        Assert.Equal((HttpStatusCode.OK, 0), (unsigned.StatusCode, (await unsigned.Content.ReadAsByteArrayAsync(Sim.Cancel)).Length));
        Assert.Contains("\"status_code\":0", await signed.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
    }

    private async Task RefusedAsync(int code, long roomId, string content, string cookie)
    {
        var before = _host.Said.Of().Count;
        var answer = await SayAsync(roomId, content, cookie);

        Assert.Equal(code, answer.GetProperty("status_code").GetInt32());
        Assert.Equal(before, _host.Said.Of().Count);
    }

    private async Task<JsonElement> SayAsync(long roomId, string content, string cookie)
    {
        using var answer = await GetAsync(roomId, content, cookie);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Sim.Cancel));
        return json.RootElement.Clone();
    }

    private Task<HttpResponseMessage> GetAsync(long roomId, string content, string cookie) => _http.SendAsync(Request(roomId, content, cookie), Sim.Cancel);

    private static HttpRequestMessage Request(long roomId, string content, string cookie, string more = "")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"/webcast/room/chat/?aid=6383&room_id={roomId}&content={Uri.EscapeDataString(content)}&type=0{more}");
        if (cookie.Length > 0)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return request;
    }
}
