using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.BadInput;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>A room's filter is changed on the control topic while an instance runs it. Needs KAFKA_HOME.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class FilterTests
{
    private const string OnlyChats = """{"filters":{"kinds":["chat"],"words":{"all":{"action":"tag","words":["好","了","哈","来","么"]}}}}""";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact(Timeout = 300_000)]
    public async Task Filter_ChangedOnTheControlTopic_CountsWithinASecondAndWithoutAReconnect()
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipUnless(home is { Length: > 0 } && KafkaHome.WhyUnusable(home) is null, "Needs a broker: set KAFKA_HOME to an unpacked Apache Kafka (needs Java 17).");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var ground = await FleetGround.StartAsync(home!, cancellationToken);
        var options = await ground.TopicsAsync(cancellationToken);
        var room = ground.LiveIds[0];
        foreach (var id in ground.LiveIds)
        {
            await ground.WriteAsync(options.ControlTopic, 0, Encoding.UTF8.GetBytes(id), "{}"u8.ToArray());
        }

        await using var service = new FleetService(ground, options);
        await Eventually.IsTrueAsync(() => ground.Upstream.Counters.Open.Now == FleetGround.Rooms, Deadline, () => $"every room is followed: {service.Tail()}");
        using var topics = Reader(ground.Brokers);
        var before = Read(topics, room, TimeSpan.FromSeconds(3));
        Assert.True(before.Select(static record => record.Kind).Distinct().Count() >= 3, string.Join(' ', before));
        Assert.All(before, static record => Assert.False(record.Tagged));
        var connects = ground.Upstream.Counters.Connects;

        // By the broker's clock, as the records are.
        var written = await WriteAsync(ground.Brokers, options.ControlTopic, room, OnlyChats);
        var after = Read(topics, room, TimeSpan.FromSeconds(5)).Where(record => record.Appended > written.AddSeconds(1)).ToList();

        Assert.Contains(after, static record => record.Tagged);
        Assert.All(after, static record => Assert.Equal("chat", record.Kind));
        Assert.Equal(connects, ground.Upstream.Counters.Connects);
        Assert.Equal(FleetGround.Rooms, ground.Upstream.Counters.Open.Now);

        written = await WriteAsync(ground.Brokers, options.ControlTopic, room, "{}");
        var again = Read(topics, room, TimeSpan.FromSeconds(5)).Where(record => record.Appended > written.AddSeconds(1)).ToList();

        Assert.Contains(again, static record => record.Kind != "chat");
        Assert.All(again, static record => Assert.False(record.Tagged));
        Assert.Equal(connects, ground.Upstream.Counters.Connects);
    }

    private static async Task<DateTime> WriteAsync(string brokers, string topic, string key, string value)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = brokers }).SetLogHandler(static (_, _) => { }).Build();
        var report = await producer.ProduceAsync(topic, new Message<string, string> { Key = key, Value = value });
        return report.Timestamp.UtcDateTime;
    }

    private static IConsumer<Ignore, byte[]> Reader(string brokers)
    {
        var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig { BootstrapServers = brokers, GroupId = "reader", EnableAutoCommit = false, FetchWaitMaxMs = 50 })
            .SetLogHandler(static (_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        consumer.Assign(admin.GetMetadata(TimeSpan.FromSeconds(10)).Topics
            .Where(static topic => topic.Topic.StartsWith("douyin.live.", StringComparison.Ordinal))
            .SelectMany(static topic => topic.Partitions.Select(partition => new TopicPartitionOffset(topic.Topic, partition.PartitionId, Offset.End))));
        return consumer;
    }

    private static List<Record> Read(IConsumer<Ignore, byte[]> topics, string liveId, TimeSpan time)
    {
        var records = new List<Record>();
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < time)
        {
            if (topics.Consume(TimeSpan.FromMilliseconds(100)) is not { } result)
            {
                continue;
            }

            using var json = JsonDocument.Parse(result.Message.Value);
            if (json.RootElement.GetProperty("liveId").GetString() == liveId)
            {
                records.Add(new Record(
                    json.RootElement.GetProperty("kind").GetString()!,
                    json.RootElement.TryGetProperty("chat", out var chat) && chat.GetProperty("matched").GetArrayLength() > 0,
                    result.Message.Timestamp.UtcDateTime));
            }
        }

        return records;
    }

    private sealed record Record(string Kind, bool Tagged, DateTime Appended);
}
