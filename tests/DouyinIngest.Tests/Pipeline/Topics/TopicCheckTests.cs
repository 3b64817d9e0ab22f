using System.Net;
using System.Net.Sockets;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class TopicCheckTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_NoBroker_NamesTheAddressAndTheSetting()
    {
        int port = FreePort();
        var options = new KafkaOptions { BootstrapServers = $"127.0.0.1:{port}", ConnectTimeout = TimeSpan.FromMilliseconds(300) };
        TopicAdminException e = await Assert.ThrowsAsync<TopicAdminException>(() => Check(options));
        Assert.Contains($"127.0.0.1:{port}", e.Message, StringComparison.Ordinal);
        Assert.Contains("Kafka:BootstrapServers", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_EmbeddedClusterWithTopics_PassesThoughItTellsNoSettings()
    {
        await using var rig = new SinkRig();
        rig.Kafka.CreateTopic(rig.Names.Status, 1);
        Assert.Empty(await Check(rig.Options));
    }

    [Fact]
    public async Task Run_TopicMissing_NamesTheCommand()
    {
        await using var rig = new SinkRig();
        TopicAdminException e = await Assert.ThrowsAsync<TopicAdminException>(() => Check(rig.Options));
        Assert.Contains("douyin.ops.status.v1", e.Message, StringComparison.Ordinal);
        Assert.Contains("topics create", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Admin_SettingThatTheClientRefuses_IsNamed()
        => Assert.Contains("Kafka:Client", Assert.Throws<KafkaSettingsException>(() => new TopicAdmin(new KafkaOptions { BootstrapServers = "x:1", Client = { ["nonsense"] = "1" } }, TimeProvider.System)).Message, StringComparison.Ordinal);

    private static Task<IReadOnlyList<string>> Check(KafkaOptions options) => new TopicCheck(options, TimeProvider.System, NullLogger<TopicCheck>.Instance).RunAsync(fleet: false, Cancelled);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
