using System.Globalization;
using System.Text;
using Confluent.Kafka;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Benchmarks.Scenarios.Outbound;

/// <summary>Orders lines, and reads what became of them, as anybody's clients would.</summary>
internal sealed class OutboundTopics : IDisposable
{
    private readonly IProducer<string, byte[]> _producer;
    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly Dictionary<long, List<OutboundResult>> _results = [];
    private readonly KafkaOptions _options;

    public OutboundTopics(ChaosTopics topics, string brokers, int checkpointPartitions)
    {
        _options = new KafkaOptions
        {
            BootstrapServers = brokers,
            TopicPrefix = topics.Prefix,
            DeadLetterTopic = topics.DeadLetters,
            StatusTopic = topics.Status,
            ControlTopic = topics.Control,
            CheckpointTopic = topics.Checkpoints,
            CheckpointPartitions = checkpointPartitions,
            OutboundTopic = $"{topics.Prefix}.outbound.v1",
            OutboundResultsTopic = $"{topics.Prefix}.outbound-results.v1",
        };
        _producer = new ProducerBuilder<string, byte[]>(new ProducerConfig { BootstrapServers = brokers, Acks = Acks.All, EnableIdempotence = true }).SetLogHandler(static (_, _) => { }).Build();
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(new ConsumerConfig { BootstrapServers = brokers, GroupId = topics.Prefix + ".bench", EnableAutoCommit = false, AutoOffsetReset = AutoOffsetReset.Earliest })
            .SetLogHandler(static (_, _) => { }).Build();
    }

    /// <summary>What the pods are told beside what every pod is.</summary>
    public IReadOnlyList<string> PodSettings =>
    [
        "--Outbound:Enabled=true",
        $"--Kafka:OutboundTopic={_options.OutboundTopic}",
        $"--Kafka:OutboundResultsTopic={_options.OutboundResultsTopic}",
        "--Cookies:Cookie=ttwid=1; sessionid=a-made-up-login",
        "--Chat:Interval=00:00:01",
        "--Chat:Timeout=00:00:03",
    ];

    /// <summary>Lines that have a final result.</summary>
    public int Answered => _results.Values.Count(static all => all.Exists(static result => result.IsFinal));

    /// <summary>Final results beyond the first, of all lines; they do not count.</summary>
    public int Later => _results.Values.Sum(static all => Math.Max(0, all.Count(static result => result.IsFinal) - 1));

    /// <summary>Makes every topic as 'topics create' does.</summary>
    public async Task CreateAsync(CancellationToken cancellationToken)
    {
        using var admin = new TopicAdmin(_options, TimeProvider.System, outbound: true);
        await admin.CreateAsync(cancellationToken);
        _consumer.Assign(new TopicPartitionOffset(_options.OutboundResultsTopic, 0, Offset.Beginning));
    }

    /// <summary>Orders a line; the offset that it got.</summary>
    public async Task<long> OrderAsync(string liveId, string text, int number)
    {
        var line = new OutboundLine(default, liveId, text) { Name = number.ToString(CultureInfo.InvariantCulture) };
        var report = await _producer.ProduceAsync(new TopicPartition(_options.OutboundTopic, 0), new Message<string, byte[]> { Key = liveId, Value = OutboundLineParser.Write(line) });
        return report.Offset.Value;
    }

    /// <summary>Reads what is there; returns after a moment without any.</summary>
    public void Read()
    {
        while (_consumer.Consume(TimeSpan.FromMilliseconds(200)) is { } record)
        {
            var result = OutboundResultJson.Read(record.Message.Value)
                ?? throw new InvalidOperationException($"a result cannot be read: {Encoding.UTF8.GetString(record.Message.Value ?? [])}");
            if (!_results.TryGetValue(result.Line.Offset, out var all))
            {
                _results.Add(result.Line.Offset, all = []);
            }

            all.Add(result);
        }
    }

    /// <summary>The first final result of a line; null: it has none.</summary>
    public OutboundResult? Of(long offset) => _results.TryGetValue(offset, out var all) ? all.Find(static result => result.IsFinal) : null;

    public void Dispose()
    {
        _consumer.Dispose();
        _producer.Dispose();
    }
}
