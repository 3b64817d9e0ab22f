using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.FunctionalTests.Brokers;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>
/// Verify finds what is planted, end to end: the service writes topics, what stands on them is written anew with one damage each, and the command
/// itself is asked.
/// </summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class VerifyTests(BrokerFixture fixture)
{
    private const int Partitions = 3;

    [Fact(Timeout = TimeLimit.Load)]
    public async Task Verify_DamagedCopies_EachDamageIsReported()
    {
        var settings = new LiveSettings { TopicPrefix = BrokerFixture.NewPrefix("verify"), Rooms = 3, Events = 3_000, EventsPerSecond = 1_000 };
        await using var run = await LiveRun.StartAsync(settings, fixture.Broker, TestContext.Current.CancellationToken);
        var result = await run.FinishAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Report.IsClean, string.Join('\n', result.Report.Findings));
        var oracle = run.Simulator.BaseUrl.ToString();
        var chats = Read($"{settings.TopicPrefix}.chat.v1");
        Assert.True(chats.Count > 100);

        var (code, good) = await AskAsync(settings.TopicPrefix, "--oracle", oracle);
        Assert.True(code == 0, good.ToString());
        Assert.Equal(0, good.GetProperty("oracle").GetProperty("lost").GetInt64());
        Assert.Equal(result.Report.Emitted, good.GetProperty("oracle").GetProperty("emitted").GetInt64());

        await DamagedAsync("deleted", chats, records => records.RemoveAt(10), "1 lost");
        await DamagedAsync("doubled", chats, records => records.Insert(20, records[15]), "1 ids repeated");
        await DamagedAsync("swapped", chats, Swap, " out of order");
        await DamagedAsync("altered", chats, records => records[30] = Altered(records[30], keepId: true), "1 altered");
        await DamagedAsync("contradicting", chats, records => records.Add(Altered(records[^1], keepId: true)), "1 ids with two contents");
        await DamagedAsync("phantom", chats, records => records.Add(Altered(records[^1], keepId: false)), "1 never true");

        async Task DamagedAsync(string name, List<Message<byte[], byte[]>> records, Action<List<Message<byte[], byte[]>>> damage, string expected)
        {
            var prefix = BrokerFixture.NewPrefix(name);
            List<Message<byte[], byte[]>> copy = [.. records];
            damage(copy);
            await WriteAsync(prefix, settings.TopicPrefix, copy);
            var (damagedCode, report) = await AskAsync(prefix, "--oracle", oracle);
            Assert.True(damagedCode == 1, $"{name}: {report}");
            Assert.Contains(report.GetProperty("problems").EnumerateArray(), problem => problem.GetString()!.EndsWith(expected, StringComparison.Ordinal));
            var (allowedCode, _) = await AskAsync(prefix, "--oracle", oracle, "--allow-duplicates");
            Assert.Equal(string.Equals(name, "doubled", StringComparison.Ordinal) ? 0 : 1, allowedCode);
        }
    }

    /// <summary>The first record and the next of the same room that another frame brought change places.</summary>
    private static void Swap(List<Message<byte[], byte[]>> records)
    {
        var first = Parse(records[0]);
        var other = records.FindIndex(record => Parse(record) is var next && next.RoomId == first.RoomId && next.ReceivedTime > first.ReceivedTime);
        (records[0], records[other]) = (records[other], records[0]);
    }

    private static Message<byte[], byte[]> Altered(Message<byte[], byte[]> record, bool keepId)
    {
        var json = Encoding.UTF8.GetString(record.Value).Replace("\"content\":\"", "\"content\":\"not so: ", StringComparison.Ordinal);
        return new() { Key = record.Key, Value = Encoding.UTF8.GetBytes(keepId ? json : json.Replace("\"eventId\":\"", "\"eventId\":\"0", StringComparison.Ordinal)) };
    }

    private static ReadBackRecord Parse(Message<byte[], byte[]> record) => RecordValue.TryRead(record.Value, out _)!;

    private List<Message<byte[], byte[]>> Read(string topic)
    {
        var records = new List<Message<byte[], byte[]>>();
        using var scan = new TopicScan([new("bootstrap.servers", fixture.Bootstrap)], [topic], new ScanRange(), TimeProvider.System);
        scan.ReadToEnd(record => records.Add(new() { Key = record.Message.Key, Value = record.Message.Value }), TestContext.Current.CancellationToken);
        return records;
    }

    /// <summary>Topics of another prefix with these chats, and everything else as it stands.</summary>
    private async Task WriteAsync(string prefix, string original, List<Message<byte[], byte[]>> chats)
    {
        var names = new TopicNames(new KafkaOptions { TopicPrefix = prefix });
        await fixture.Broker.CreateTopicsAsync([.. names.Events, $"{prefix}.status.v1"], Partitions);
        using var producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = fixture.Bootstrap, EnableIdempotence = true, Partitioner = Partitioner.Murmur2Random }).Build();
        foreach (var topic in names.Events.ToArray())
        {
            var isChat = topic.EndsWith(".chat.v1", StringComparison.Ordinal);
            foreach (var record in isChat ? chats : Read(original + topic[prefix.Length..]))
            {
                producer.Produce(topic, record);
            }
        }

        Assert.Equal(0, producer.Flush(TimeSpan.FromSeconds(30)));
    }

    private async Task<(int Code, JsonElement Report)> AskAsync(string prefix, params string[] more)
    {
        await using var output = new StringWriter(CultureInfo.InvariantCulture);
        await using var error = new StringWriter(CultureInfo.InvariantCulture);
        var terminal = new Terminal(TextReader.Null, output, error, isInteractive: false, TimeProvider.System);
        var code = await CliApp.RunAsync(
            ["verify", "--brokers", fixture.Bootstrap, "--topic-prefix", prefix, "--set", $"Kafka:StatusTopic={prefix}.status.v1", "--json", .. more],
            terminal,
            RealHandlers.On(terminal),
            TestContext.Current.CancellationToken);
        Assert.True(output.ToString().Length > 0, error.ToString());
        using var json = JsonDocument.Parse(output.ToString());
        return (code, json.RootElement.Clone());
    }
}
