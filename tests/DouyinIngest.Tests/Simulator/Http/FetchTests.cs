using System.Net;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;
using Google.Protobuf;

namespace DouyinIngest.Tests.Simulator.Http;

/// <summary>im/fetch of the simulated upstream: where it goes on, and how it refuses.</summary>
public sealed class FetchTests : IAsyncLifetime
{
    private readonly SimulatorOptions _options = Sim.Quiet();
    private SimulatorHost _host = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _options.FetchInterval = TimeSpan.FromSeconds(3);
        _options.FetchBatches = 2;
        _host = await Sim.StartAsync(_options);
        _http = new HttpClient { BaseAddress = _host.BaseUrl };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    [Fact]
    public async Task Get_WithoutCursor_IsAFirstAnswer_AndWithItsCursorANext()
    {
        Sim.Chat(_host, 1);
        var first = await FetchAsync();
        Assert.Contains("fh-", first.Cursor, StringComparison.Ordinal);
        Assert.Contains("|seq:1|", first.InternalExt, StringComparison.Ordinal);
        Assert.Equal(3000, first.FetchInterval);
        Assert.Equal("1", first.RouteParams["fetched"]);

        var second = await FetchAsync(first.Cursor, first.InternalExt);
        Assert.DoesNotContain("fh-", second.Cursor, StringComparison.Ordinal);
        Assert.Contains("|seq:2|", second.InternalExt, StringComparison.Ordinal);
        Assert.Equal(Part(first.InternalExt, "first_req_ms"), Part(second.InternalExt, "first_req_ms"));
    }

    [Fact]
    public async Task Get_CursorThatIsTooOld_BeginsAnewAndTheGapIsKnown()
    {
        Sim.Chat(_host, 1);
        var first = await FetchAsync();
        Sim.Chat(_host, 2);
        var parts = first.Cursor.Split('_').Select(part => part.StartsWith("t-", StringComparison.Ordinal) ? "t-1000" : part);
        var anew = await FetchAsync(string.Join('_', parts));

        Assert.Contains("fh-", anew.Cursor, StringComparison.Ordinal);
        Assert.NotEqual(FirstHistory(first.Cursor), FirstHistory(anew.Cursor));
        Assert.Equal([1L, 2], anew.Messages.Select(m => m.MsgId));
        Assert.Equal(1, _host.Counters.MissedEvents);
    }

    [Fact]
    public async Task Get_CursorOfASocket_GoesOnThere_AndTheOtherWayRound()
    {
        Sim.Chat(_host, 1);
        var polled = await FetchAsync();
        Sim.Chat(_host, 2);
        using var viewer = await Viewer.ConnectAsync(_host, _host.Rooms[0].RoomId, polled.Cursor);
        var frame = await viewer.NextMessageAsync();
        while (!Viewer.Ids(frame).Contains(2))
        {
            frame = await viewer.NextMessageAsync();
        }

        Sim.Chat(_host, 3);
        Assert.Equal([3L], (await FetchAsync(Viewer.Cursor(frame))).Messages.Select(m => m.MsgId));
        Assert.Equal(3, _host.Oracle.Counts.Offered);
    }

    [Fact]
    public async Task Get_MoreThanFits_ComesWithTheNextCalls()
    {
        var cursor = (await FetchAsync()).Cursor;
        for (var id = 1; id <= 5; id++)
        {
            Sim.Chat(_host, id);
        }

        var ids = new List<long>();
        for (var call = 0; call < 3; call++)
        {
            var answer = await FetchAsync(cursor);
            ids.AddRange(answer.Messages.Select(m => m.MsgId));
            cursor = answer.Cursor;
        }

        Assert.Equal([1L, 2, 3, 4, 5], ids);
    }

    [Theory]
    [InlineData("fetchempty", 200, "")]
    [InlineData("fetchjson", 200, "{\"data\"")]
    [InlineData("fetchhtml", 200, "<!DOCTYPE html>")]
    [InlineData("fetch429", 429, "")]
    [InlineData("fetch502", 502, "")]
    public async Task Get_Refused_AsTheSiteRefuses_OnceAndCounted(string fault, int status, string begins)
    {
        _host.AddFaults(fault);
        using var answer = await GetAsync();
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.StartsWith(begins, await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
        Assert.Equal((1L, 1L, 1L), (_host.FaultCounts[fault], _host.Counters.Fetches, _host.Counters.FetchesRefused));

        await FetchAsync();
    }

    [Fact]
    public async Task Get_GarbageAndOversize_AreNoResponse()
    {
        _host.AddFaults("fetchgarbage;fetchoversize@after=1,size=1m");
        using var garbage = await GetAsync();
        var bytes = await garbage.Content.ReadAsByteArrayAsync(Sim.Cancel);
        Assert.Throws<InvalidProtocolBufferException>(() => Response.Parser.ParseFrom(bytes));
        using var large = await GetAsync();
        Assert.Equal(1 << 20, (await large.Content.ReadAsByteArrayAsync(Sim.Cancel)).Length);
    }

    [Fact]
    public async Task Get_Stalled_IsNeverAnswered_AndSlow_Late()
    {
        _host.AddFaults("fetchstall@for=50ms");
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => GetAsync());
        _host.AddFaults("fetchslow@for=50ms");
        await FetchAsync();
        Assert.Equal((1L, 1L), (_host.FaultCounts["fetchstall"], _host.FaultCounts["fetchslow"]));
    }

    [Theory]
    [InlineData("true", 403)]
    [InlineData("false", 200)]
    public async Task Refuse_SaysWhetherPollsToo(string polls, int status)
    {
        using var refused = await _http.PostAsync(new Uri($"/sim/refuse?status=403&seconds=60&polls={polls}", UriKind.Relative), null, Sim.Cancel);
        Assert.Equal(HttpStatusCode.OK, refused.StatusCode);
        using var answer = await GetAsync();

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Get_SignatureRequiredAndMissing_IsTheEmptyAnswer()
    {
        _options.SignatureRequired = true;
        using var unsigned = await GetAsync();
        Assert.Empty(await unsigned.Content.ReadAsByteArrayAsync(Sim.Cancel));
        using var signed = await GetAsync("&a_bogus=x");
        Assert.NotEmpty(await signed.Content.ReadAsByteArrayAsync(Sim.Cancel));
    }

    private static string Part(string ext, string name) => ext.Split('|').Single(part => part.StartsWith(name + ":", StringComparison.Ordinal));

    private static string FirstHistory(string cursor) => cursor.Split('_').Single(part => part.StartsWith("fh-", StringComparison.Ordinal));

    private Task<HttpResponseMessage> GetAsync(string more = "")
        => _http.GetAsync(new Uri($"/webcast/im/fetch/?room_id={_host.Rooms[0].RoomId}&user_unique_id=42{more}", UriKind.Relative), Sim.Cancel);

    private async Task<Response> FetchAsync(string cursor = "", string internalExt = "")
    {
        using var answer = await GetAsync($"&cursor={cursor}&internal_ext={Uri.EscapeDataString(internalExt)}");
        return Response.Parser.ParseFrom(await answer.Content.ReadAsByteArrayAsync(Sim.Cancel));
    }
}
