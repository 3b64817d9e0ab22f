using System.Text.Json;
using System.Xml.Linq;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Demo;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Cli.Fakes;

namespace DouyinIngest.Tests.Cli.Demo;

public sealed class DemoRunTests
{
    [Fact]
    public async Task Run_AFewSeconds_EveryEventOnKafkaAndAReport()
    {
        using var played = new Played();
        var picture = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".svg");

        try
        {
            Assert.Equal(0, await new DemoRun(Settings() with { Json = true, Screenshot = picture }, played.Terminal).RunAsync(played.Token));

            XDocument.Parse(await File.ReadAllTextAsync(picture, played.Token));
        }
        finally
        {
            File.Delete(picture);
        }

        Assert.StartsWith("Kafka 127.0.0.1:", played.Lines[0], StringComparison.Ordinal);
        Assert.StartsWith("kcat -b 127.0.0.1:", played.Lines[1], StringComparison.Ordinal);
        Assert.Contains(played.Lines, line => line.Contains("of 1 s  playing", StringComparison.Ordinal));
        Assert.Contains("Nothing lost, nothing twice, every gift counted.", played.Lines);
        Assert.DoesNotContain("offered before", played.Out, StringComparison.Ordinal);
        var report = JsonDocument.Parse(played.Lines[^1]).RootElement;
        Assert.True(report.GetProperty("emitted").GetInt64() > 100);
        Assert.Equal(report.GetProperty("emitted").GetInt64(), report.GetProperty("onKafka").GetInt64());
        Assert.Equal(report.GetProperty("onKafka").GetInt64(), report.GetProperty("kinds").EnumerateObject().Sum(kind => kind.Value.GetInt64()));
    }

    [Fact]
    public async Task Run_Interrupted_StillReports()
    {
        using var played = new Played();
        var run = new DemoRun(Settings() with { Duration = TimeSpan.FromMinutes(5) }, played.Terminal).RunAsync(played.Token);
        await played.UntilAsync("playing");

        played.Interrupt();

        Assert.Equal(0, await run);
        Assert.Contains("Nothing lost, nothing twice, every gift counted.", played.Lines);
    }

    [Fact]
    public async Task Run_PortInUse_SaysToTakeAnother()
    {
        using var played = new Played();
        await using var other = await SimulatorHost.StartAsync(new SimulatorOptions { Quiet = true }, cancellationToken: played.Token);

        var line = await Played.FailureAsync(() => new DemoRun(Settings() with { Port = other.BaseUrl.Port }, played.Terminal).RunAsync(played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.Contains($":{other.BaseUrl.Port}", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Kafka_Embedded_HasEveryTopicAndALineToPaste()
    {
        using var kafka = await DemoKafka.StartAsync(null, [KeyValuePair.Create("Kafka:TopicPrefix", (string?)"try.live")], TestContext.Current.CancellationToken);

        Assert.True(kafka.IsEmbedded);
        Assert.Equal($"kcat -b {kafka.Brokers} -t try.live.chat.v1 -C", kafka.KcatLine);
        using var client = new Confluent.Kafka.AdminClientBuilder(new Confluent.Kafka.AdminClientConfig { BootstrapServers = kafka.Brokers }).Build();
        var topics = client.GetMetadata(TimeSpan.FromSeconds(10)).Topics.Select(topic => topic.Topic).ToList();
        Assert.All(kafka.Names.Events.ToArray(), name => Assert.Contains(name, topics));
    }

    [Fact]
    public async Task Kafka_WrongSetting_IsRefused()
    {
        var line = await Played.FailureAsync(() => DemoKafka.StartAsync(null, [KeyValuePair.Create("Kafka:Nonsense", (string?)"1")], TestContext.Current.CancellationToken));

        Assert.Equal(2, line.ExitCode);
        Assert.Contains("Nonsense", line.Message, StringComparison.Ordinal);
    }

    private static DemoSettings Settings() => new() { Duration = TimeSpan.FromSeconds(1), Rooms = 2, Rate = 400 };
}
