using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Server.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DouyinIngest.Tests.Server;

public sealed class IngestServerTests
{
    [Fact]
    public async Task Endpoints_WithABroker_TellHealthRoomsAndMetrics()
    {
        using var kafka = new EmbeddedKafka();
        ServiceTopics.MakeIn(kafka);

        await using var app = IngestServer.Build(
        [
            $"--Kafka:BootstrapServers={kafka.BootstrapServers}", "--Management:Port=0", "--Logging:LogLevel:Default=None",
            .. ServiceTopics.OneRoom,
        ]);
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        Assert.Equal(HttpStatusCode.OK, (await GetAsync(http, "/healthz/live")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(http, "/rooms/1")).Status);
        var directory = app.Services.GetRequiredService<IRoomDirectory>();
        await Waiting.UntilAsync(() => directory.Find("732001") is not null);
        var (_, room) = await GetAsync(http, "/rooms/732001");
        Assert.Equal("732001", JsonDocument.Parse(room).RootElement.GetProperty("liveId").GetString());
        Assert.Equal(1, JsonDocument.Parse((await GetAsync(http, "/rooms")).Body).RootElement.GetArrayLength());
        var (_, metrics) = await GetAsync(http, "/metrics");
        Assert.Contains("douyin_rooms{state=\"streaming\"} 0", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_gaps_total{reason=\"unreadable_frame\"} 0", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain("system_runtime", metrics, StringComparison.Ordinal);
        var (ready, body) = await GetAsync(http, "/healthz/ready");
        Assert.Contains(ready == HttpStatusCode.OK ? "\"ready\"" : "No broker", body, StringComparison.Ordinal);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("Kafka:BootstrapServers is not set", "--Management:Port=0")]
    [InlineData("the nearest is Kafka:BootstrapServers", "--Kafka:BootstrapServer=a:1")]
    [InlineData("Ingest:OfflineInterval is 'abc'", "--Ingest:OfflineInterval=abc")]
    [InlineData("is no live room", "--Ingest:Rooms:0=http://example.com", "--Kafka:BootstrapServers=127.0.0.1:1")]
    [InlineData("no Kafka broker answers at '127.0.0.1:1'", "--Kafka:BootstrapServers=127.0.0.1:1", "--Kafka:ConnectTimeout=00:00:01")]
    [InlineData("Management:Host is 'nowhere'", "--Kafka:BootstrapServers=127.0.0.1:1", "--Management:Host=nowhere")]
    public async Task RunAsync_BadStart_SaysWhyInOneMessage(string expected, params string[] args)
    {
        var errors = new StringWriter();
        Assert.Equal(IngestServer.Failed, await IngestServer.RunAsync([.. args, "--Logging:LogLevel:Default=None"], errors: errors, stoppingToken: TestContext.Current.CancellationToken).Soon());
        Assert.Contains(expected, errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_MissingTopics_NamesThemAndTheCommand()
    {
        using var kafka = new EmbeddedKafka();
        var names = new TopicNames(new KafkaOptions());
        var errors = new StringWriter();
        Assert.Equal(IngestServer.Failed, await IngestServer.RunAsync([$"--Kafka:BootstrapServers={kafka.BootstrapServers}", "--Management:Port=0", "--Logging:LogLevel:Default=None"], errors: errors, stoppingToken: TestContext.Current.CancellationToken).Soon());
        Assert.Contains(names.Status, errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(names.Control, errors.ToString(), StringComparison.Ordinal);
        Assert.Contains(names.Checkpoints, errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("topics create", errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_PortInUse_NamesTheSetting()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        using var kafka = new EmbeddedKafka();
        ServiceTopics.MakeIn(kafka);

        var errors = new StringWriter();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        Assert.Equal(IngestServer.Failed, await IngestServer.RunAsync([$"--Kafka:BootstrapServers={kafka.BootstrapServers}", $"--Management:Port={port}", "--Logging:LogLevel:Default=None", .. ServiceTopics.OneRoom], errors: errors, stoppingToken: TestContext.Current.CancellationToken).Soon());
        Assert.Contains("Management:Port", errors.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(HttpStatusCode Status, string Body)> GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
