using System.Net;
using System.Text.Json;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Simulator.Fakes;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Simulator.Push;

/// <summary>Commands that hit many sockets at once, and what the report says of them.</summary>
public sealed class DisruptionTests
{
    private readonly FakeTimeProvider _time = Sim.Clock();

    [Theory]
    [InlineData(1, 4)]
    [InlineData(0.5, 2)]
    [InlineData(0.01, 1)]
    public async Task Drop_Share_ResetsSoMany(double share, int hit)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        var viewers = await ConnectAsync(host, 4);

        Assert.Equal(hit, host.Disruptions.Drop(share));
        await Sim.UntilAsync(() => host.Counters.Open.Now == 4 - hit);

        Assert.Equal(hit, host.Disruptions.Figures().Reset);
        viewers.ForEach(v => v.Dispose());
    }

    [Theory]
    [InlineData(403, null)]
    [InlineData(429, null)]
    [InlineData(200, "DEVICE_BLOCKED")]
    public async Task Refuse_ForAWhile_ThenWelcomeAgain(int status, string? message)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        var url = Viewer.Url(host, host.Rooms[0].RoomId);
        host.Disruptions.Refuse(status, TimeSpan.FromSeconds(10));

        Assert.Equal((status, message), await Viewer.RefusedAsync(url));
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Equal((status, message), await Viewer.RefusedAsync(url));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);

        Assert.Equal(2, host.Disruptions.Figures().Refused);
        Assert.Equal([false, false, true], host.Connects.Of(host.Rooms[0].LiveId).Select(a => a.Accepted));
    }

    [Fact]
    public async Task HalfOpen_NothingComesUntilItHeals_ThenItGoesOn()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);

        Assert.Equal(1, host.Disruptions.HalfOpen(5, TimeSpan.FromSeconds(40)));
        Sim.Chat(host, 1);
        await viewer.HeartbeatAsync();
        var next = viewer.NextMessageAsync();
        _time.Advance(TimeSpan.FromSeconds(35));
        Assert.Equal((0, 0, 1), (host.Counters.Heartbeats, host.Counters.FramesSent, host.Counters.Open.Now));
        Assert.False(next.IsCompleted);

        _time.Advance(TimeSpan.FromSeconds(5.2));

        Assert.Equal([1L], Viewer.Ids(await next));
        Assert.Equal((1, 0, 0), Counts(host));
    }

    [Fact]
    public async Task HalfOpen_GivenUpAndBack_IsTimed()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
        host.Disruptions.HalfOpen(1, TimeSpan.FromSeconds(40));

        _time.Advance(TimeSpan.FromSeconds(2));
        viewer.Socket.Abort();
        await Sim.UntilAsync(() => host.Counters.Open.Now == 0);
        _time.Advance(TimeSpan.FromSeconds(3));
        using var again = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await Sim.UntilAsync(() => host.Counters.Open.Now == 1);

        Assert.Equal((1, 1, 1), Counts(host));
        Assert.Equal((2.0, 5.0), (host.Disruptions.Figures().LongestToEnd, host.Disruptions.Figures().LongestToBack));
    }

    [Fact]
    public async Task Credential_AboveItsLimit_RefusedForQuotaAndTheHighestIsRecorded()
    {
        var options = Sim.Quiet();
        options.CredentialLimit = 1;
        options.CredentialLimits["gold"] = 2;
        await using var host = await Sim.StartAsync(options);
        using var one = await ConnectAsync(host, "plain");
        using var two = await ConnectAsync(host, "gold");
        using var three = await ConnectAsync(host, "gold");

        Assert.Equal((200, "CREDENTIAL_QUOTA_EXCEEDED"), await Viewer.RefusedAsync(Im(host, "plain")));
        Assert.Equal((200, "CREDENTIAL_QUOTA_EXCEEDED"), await Viewer.RefusedAsync(Im(host, "gold")));
        one.Abort();
        await Sim.UntilAsync(() => host.Counters.App("plain").Now == 0);
        using var four = await ConnectAsync(host, "plain");

        Assert.Equal((1, 1, 1), (host.Counters.App("plain").Now, host.Counters.App("plain").Max, host.Counters.App("plain").Refused));
        Assert.Equal((2, 2, 1), (host.Counters.App("gold").Now, host.Counters.App("gold").Max, host.Counters.App("gold").Refused));
        Assert.Equal(2, host.Counters.Refused);
    }

    [Fact]
    public async Task Credential_RefusedForAnotherReason_TakesNoPlace()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet("403@connect=1"));

        Assert.Equal(403, (await Viewer.RefusedAsync(Im(host, "gold"))).Status);

        Assert.Equal(0, host.Counters.App("gold").Max);
    }

    [Fact]
    public async Task Commands_OverHttp_FireAndAreReported()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var http = new HttpClient { BaseAddress = host.BaseUrl };
        var viewers = await ConnectAsync(host, 2);

        Assert.Equal(1, await FireAsync(http, "/sim/halfopen?count=1&seconds=30"));
        Assert.Equal(2, await FireAsync(http, "/sim/drop?share=1"));
        Assert.Equal(1, await FireAsync(http, "/sim/refuse?status=429&seconds=30"));
        await Viewer.RefusedAsync(Viewer.Url(host, host.Rooms[0].RoomId));

        var report = JsonDocument.Parse(await http.GetStringAsync(new Uri("/sim/report", UriKind.Relative), Sim.Cancel)).RootElement;
        var disruptions = report.GetProperty("disruptions");
        Assert.Equal((2, 1, 1), (Number(disruptions, "reset"), Number(disruptions, "refused"), Number(disruptions, "halfOpen")));
        Assert.Equal((3, 3), (Number(report.GetProperty("connects"), "attempts"), Number(report.GetProperty("connects"), "maxAttemptsOfARoom")));
        viewers.ForEach(v => v.Dispose());
    }

    [Theory]
    [InlineData("/sim/drop?share=0")]
    [InlineData("/sim/drop?share=1.5")]
    [InlineData("/sim/refuse?status=101&seconds=1")]
    [InlineData("/sim/refuse?status=403&seconds=0")]
    [InlineData("/sim/halfopen?count=0&seconds=1")]
    [InlineData("/sim/halfopen?count=1&seconds=100000")]
    public async Task Commands_OutOfRange_SayWhatIsAccepted(string command)
    {
        await using var host = await Sim.StartAsync(Sim.Quiet());
        using var http = new HttpClient { BaseAddress = host.BaseUrl };

        using var answer = await http.PostAsync(new Uri(command, UriKind.Relative), null, Sim.Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("Accepted", await answer.Content.ReadAsStringAsync(Sim.Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("silent=true", 1, false)]
    [InlineData("silent=true&close=true", 0, false)]
    [InlineData("", 1, true)]
    public async Task End_OverHttp_WithOrWithoutGoodbye(string how, int open, bool goodbye)
    {
        await using var host = await Sim.StartAsync(new SimulatorOptions { Rooms = 1, EventsPerSecond = 0 });
        using var http = new HttpClient { BaseAddress = host.BaseUrl };
        using var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId);
        await viewer.NextMessageAsync();

        using var ended = await http.PostAsync(new Uri($"/sim/rooms/{host.Rooms[0].LiveId}/end?{how}", UriKind.Relative), null, Sim.Cancel);

        await Sim.UntilAsync(() => host.Counters.Open.Now == open);
        Assert.False(host.Rooms[0].IsLive);
        Assert.Equal(goodbye, host.Rooms[0].Current.Truth.Snapshot().Exists(e => e.Method is "WebcastControlMessage"));
        using var begun = await http.PostAsync(new Uri($"/sim/rooms/{host.Rooms[0].LiveId}/begin", UriKind.Relative), null, Sim.Cancel);
        Assert.True(host.Rooms[0].IsLive);
    }

    [Fact]
    public async Task Gaps_OverHttp_NameTheEvents()
    {
        await using var host = await Sim.StartAsync(Sim.Quiet(), _time);
        using var http = new HttpClient { BaseAddress = host.BaseUrl };
        string cursor;
        using (var viewer = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId))
        {
            await Sim.UntilAsync(() => host.Counters.Open.Now == 1);
            Sim.Chat(host, 1);
            cursor = Viewer.Cursor(await viewer.NextMessageAsync());
        }

        // What still goes out to the socket that ends is in no gap.
        await Sim.UntilAsync(() => host.Counters.Open.Now == 0);
        for (var i = 2; i <= 20; i++)
        {
            Sim.Chat(host, i);
        }

        _time.Advance(TimeSpan.FromSeconds(61));
        using var again = await Viewer.ConnectAsync(host, host.Rooms[0].RoomId, cursor);
        Assert.Equal(Enumerable.Range(6, 15).Select(i => (long)i), Viewer.Ids(await again.NextMessageAsync()));

        var gaps = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/sim/gaps?room={host.Rooms[0].RoomId}", UriKind.Relative), Sim.Cancel)).RootElement;
        var gap = Assert.Single(gaps.EnumerateArray());
        Assert.Equal("forgotten", gap.GetProperty("cause").GetString());
        Assert.Equal([2, 3, 4, 5], gap.GetProperty("events").EnumerateArray().Select(e => int.Parse(e.GetString()!.Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)));
        Assert.Equal(4, GapFigures.Of(host.Gaps).Events);
        Assert.Empty(JsonDocument.Parse(await http.GetStringAsync(new Uri("/sim/gaps?room=5", UriKind.Relative), Sim.Cancel)).RootElement.EnumerateArray());
    }

    private static (int, int, int) Counts(SimulatorHost host)
    {
        var figures = host.Disruptions.Figures();
        return (figures.HalfOpen, figures.HalfOpenEnded, figures.HalfOpenBack);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static async Task<int> FireAsync(HttpClient http, string command)
    {
        using var answer = await http.PostAsync(new Uri(command, UriKind.Relative), null, Sim.Cancel);
        return JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Sim.Cancel)).RootElement.GetProperty("fired").GetInt32();
    }

    private static Uri Im(SimulatorHost host, string appId) => new($"ws://127.0.0.1:{host.BaseUrl.Port}/websocket/im/v1?room_id={host.Rooms[0].RoomId}&app_id={appId}");

    private static async Task<System.Net.WebSockets.ClientWebSocket> ConnectAsync(SimulatorHost host, string appId)
    {
        var socket = new System.Net.WebSockets.ClientWebSocket();
        await socket.ConnectAsync(Im(host, appId), Sim.Cancel);
        return socket;
    }

    private static async Task<List<Viewer>> ConnectAsync(SimulatorHost host, int count)
    {
        var viewers = new List<Viewer>();
        for (var i = 0; i < count; i++)
        {
            viewers.Add(await Viewer.ConnectAsync(host, host.Rooms[0].RoomId));
        }

        await Sim.UntilAsync(() => host.Counters.Open.Now == count);
        return viewers;
    }
}
