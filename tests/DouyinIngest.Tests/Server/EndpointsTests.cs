using System.Net;
using System.Text.Json;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Server;

/// <summary>What the management port says, with rooms made up and nothing behind it.</summary>
public sealed class EndpointsTests : IAsyncLifetime
{
    private const string RoomId = "7300000000000000001";
    private readonly Rooms _rooms = new();
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public EndpointsTests() => _app = IngestServer.Build(
        ["--Kafka:BootstrapServers=127.0.0.1:1", "--Management:Port=0", "--Logging:LogLevel:Default=None"],
        builder =>
        {
            builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(IngestHostedService)));
            builder.Services.AddSingleton<IRoomDirectory>(_rooms);
        });

    [Fact]
    public async Task Room_ByLiveIdOrRoomId_IsTheWholeSnapshot()
    {
        foreach (var id in (string[])["732001", RoomId])
        {
            var (status, type, body) = await GetAsync($"/rooms/{id}");
            Assert.Equal((HttpStatusCode.OK, "application/json"), (status, type));
            using var json = JsonDocument.Parse(body);
            var room = json.RootElement;
            Assert.Equal("732001", room.GetProperty("liveId").GetString());
            Assert.Equal(RoomId, room.GetProperty("roomId").GetString());
            Assert.Equal("Streaming", room.GetProperty("state").GetString());
            Assert.Equal("直播 <一>", room.GetProperty("title").GetString());
            Assert.Equal("x", room.GetProperty("labels").GetProperty("tenant").GetString());
            Assert.Equal(3, room.GetProperty("events").GetProperty("chat").GetInt64());
            Assert.Equal("Tls", room.GetProperty("lastRefusal").GetProperty("reason").GetString());
            Assert.Equal(JsonValueKind.Null, room.GetProperty("lastEventAt").ValueKind);
            Assert.Equal(
                typeof(RoomSnapshot).GetProperties().Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name)).Order(StringComparer.Ordinal),
                room.EnumerateObject().Select(property => property.Name).Order(StringComparer.Ordinal));
        }

        Assert.Contains("直播", (await GetAsync("/rooms/732001")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/rooms/1")]
    [InlineData("/rooms/73200")]
    [InlineData("/rooms/%2e%2e%2fetc")]
    public async Task Room_NotHere_SaysWhatAnIdIs(string path)
    {
        var (status, type, body) = await GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "application/json"), (status, type));
        using var json = JsonDocument.Parse(body);
        Assert.Equal("No such room here: give its live id or the room id of its broadcast.", json.RootElement.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Rooms_AreAll()
    {
        using var json = JsonDocument.Parse((await GetAsync("/rooms")).Body);
        Assert.Equal(["732001", "732002"], json.RootElement.EnumerateArray().Select(room => room.GetProperty("liveId").GetString()));
    }

    [Fact]
    public async Task Health_TellsEachReason_AndFailureEndsBoth()
    {
        var health = _app.Services.GetRequiredService<IngestHealth>();
        Assert.Equal((HttpStatusCode.OK, "live", 0), await HealthAsync("live"));
        var (status, word, reasons) = await HealthAsync("ready");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "not ready", 2), (status, word, reasons));
        Assert.Contains("The topics have not been checked yet.", (await GetAsync("/healthz/ready")).Body, StringComparison.Ordinal);
        health.TopicsChecked();
        Assert.Contains("The rooms are not running", (await GetAsync("/healthz/ready")).Body, StringComparison.Ordinal);
        health.Running(true);
        Assert.Contains("No broker of Kafka:BootstrapServers is connected", (await GetAsync("/healthz/ready")).Body, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.OK, "live", 0), await HealthAsync("live"));

        health.Fail("it broke");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "failed", 1), await HealthAsync("live"));
        Assert.Contains("it broke", (await GetAsync("/healthz/ready")).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_AreTextOfPrometheus()
    {
        _ = _app.Services.GetRequiredService<RoomsMetrics>();
        var (status, type, body) = await GetAsync("/metrics");
        Assert.Equal((HttpStatusCode.OK, "text/plain"), (status, type));
        Assert.Contains("# TYPE douyin_rooms gauge", body, StringComparison.Ordinal);
        Assert.Contains("process_", body, StringComparison.Ordinal);
        Assert.All(
            body.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]),
            name => Assert.Matches("^(douyin|process|dotnet)_", name));
    }

    [Theory]
    [InlineData("/healthz")]
    [InlineData("/api")]
    [InlineData("/console/other.js")]
    [InlineData("/config")]
    public async Task Anything_Else_IsNotServed(string path) => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(path)).Status);

    [Fact]
    public void Urls_ListenOnLoopbackOnly() => Assert.StartsWith("http://127.0.0.1:", _app.Urls.Single(), StringComparison.Ordinal);

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

    private async Task<(HttpStatusCode Status, string Word, int Reasons)> HealthAsync(string which)
    {
        var (status, _, body) = await GetAsync($"/healthz/{which}");
        using var json = JsonDocument.Parse(body);
        return (status, json.RootElement.GetProperty("status").GetString()!, json.RootElement.GetProperty("reasons").GetArrayLength());
    }

    private async Task<(HttpStatusCode Status, string? Type, string Body)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private sealed class Rooms : IRoomDirectory
    {
        private readonly RoomSnapshot[] _all = [Room("732001", RoomId), Room("732002", "")];

        public IReadOnlyList<RoomSnapshot> Snapshot() => _all;

        public RoomSnapshot? Find(string id) => Array.Find(_all, room => room.LiveId == id || room.RoomId == id);

        public IReadOnlyDictionary<(RoomTransport Assigned, RoomTransport Goes), int> CountByTransport() => new Dictionary<(RoomTransport, RoomTransport), int>();

        public int[] CountByState() => new int[8];

        public DateTimeOffset? OldestUnackedAt() => null;

        public DateTimeOffset? LastEventAt() => null;

        public TimeSpan CheckpointAge() => TimeSpan.Zero;

        private static RoomSnapshot Room(string liveId, string roomId) => new()
        {
            LiveId = liveId,
            RoomId = roomId,
            State = RoomState.Streaming,
            Since = DateTimeOffset.UnixEpoch,
            Title = "直播 <一>",
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["tenant"] = "x" },
            Events = new Dictionary<string, long>(StringComparer.Ordinal) { ["chat"] = 3, ["total"] = 3 },
            EventsPerSecond = 0.5,
            Frames = 1,
            Bytes = 2,
            Duplicates = 3,
            Dropped = 4,
            RejectedFrames = 5,
            RedeliveredFrames = 6,
            Filtered = 0,
            Gaps = 7,
            UnackedFrames = 8,
            LastFrameAt = DateTimeOffset.UnixEpoch,
            LastEventAt = null,
            Sessions = 9,
            Reconnects = 10,
            LastRefusal = new RoomRefusal("Tls", "d", "r"),
        };
    }
}
