using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Cli.Reconciliation;

public class TopicReaderTests
{
    private const string Topic = "douyin.live.chat.v1";

    private static readonly Dictionary<string, string> NoClient = [];

    [Fact(Timeout = 30_000)]
    public async Task ReadToEnd_RecordsOfAllPartitions_AreRead()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic(Topic, 3);
        var seen = new List<string>();
        await using var reader = TopicReader.Start(kafka.BootstrapServers, [Topic], NoClient, record => seen.Add(record.EventId));
        await ProduceAsync(kafka, [.. Enumerable.Range(0, 30).Select(i => (i % 3, Value($"{i}")))]);

        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((30, 30), (reader.Records.Records, reader.Records.Distinct));
        Assert.Equal(30, seen.Distinct(StringComparer.Ordinal).Count());

        await ProduceAsync(kafka, [(0, Value("5"))]);
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal((31, 30), (reader.Records.Records, reader.Records.Distinct));
        Assert.Equal((1, 1), reader.Records.Repeated);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadToEnd_FromNow_SkipsWhatStoodThere()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic(Topic, 1);
        await ProduceAsync(kafka, [(0, Value("old"))]);
        await using var reader = TopicReader.Start(kafka.BootstrapServers, [Topic], NoClient, fromNow: true);
        await ProduceAsync(kafka, [(0, Value("new"))]);

        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, reader.Records.CountOf(EventKind.Chat));
        Assert.NotNull(reader.Records.Find("new"));
        Assert.Null(reader.Records.Find("old"));
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadToEnd_RecordThatIsNoEvent_SaysWhere()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic(Topic, 1);
        await using var reader = TopicReader.Start(kafka.BootstrapServers, [Topic], NoClient);
        await ProduceAsync(kafka, [(0, "nonsense"u8.ToArray())]);

        var error = await Assert.ThrowsAsync<TopicReaderException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Contains($"{Topic} [[0]] @0", error.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadToEnd_TwiceAtOnceAfterTheOther_EachSeesWhatStoodThere()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic(Topic, 2);
        await using var reader = TopicReader.Start(kafka.BootstrapServers, [Topic], NoClient);

        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, reader.Records.Records);
        await ProduceAsync(kafka, [(0, Value("1")), (1, Value("2"))]);
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, reader.Records.Records);
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(2, reader.Records.Records);
    }

    [Fact(Timeout = 30_000)]
    public async Task Start_StandsThereAlready_ReadsFromTheBeginning()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic(Topic, 1);
        await ProduceAsync(kafka, [(0, Value("1")), (0, Value("2"))]);

        await using var reader = TopicReader.Start(kafka.BootstrapServers, [Topic], NoClient);
        await reader.ReadToEndAsync(TestContext.Current.CancellationToken);

        Assert.Equal(2, reader.Records.Distinct);
    }

    [Fact(Timeout = 30_000)]
    public async Task ReadToEnd_AfterABrokenRecord_FailsEveryTime()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic(Topic, 1);
        await using var reader = TopicReader.Start(kafka.BootstrapServers, [Topic], NoClient);
        await ProduceAsync(kafka, [(0, """{"kind":"chat"}"""u8.ToArray())]);

        for (var i = 0; i < 2; i++)
        {
            var error = await Assert.ThrowsAsync<TopicReaderException>(() => reader.ReadToEndAsync(TestContext.Current.CancellationToken));
            Assert.EndsWith("the value has no eventId", error.Message, StringComparison.Ordinal);
        }
    }

    private static byte[] Value(string id) => System.Text.Encoding.UTF8.GetBytes($$$"""{"eventId":"{{{id}}}","roomId":"7","kind":"chat","derived":false,"chat":{"content":"x"}}""");

    private static async Task ProduceAsync(EmbeddedKafka kafka, (int Partition, byte[] Value)[] records)
    {
        using var producer = new ProducerBuilder<Null, byte[]>(new ProducerConfig { BootstrapServers = kafka.BootstrapServers, LingerMs = 0 }).Build();
        foreach (var (partition, value) in records)
        {
            await producer.ProduceAsync(new TopicPartition(Topic, partition), new Message<Null, byte[]> { Value = value }, TestContext.Current.CancellationToken);
        }
    }
}
