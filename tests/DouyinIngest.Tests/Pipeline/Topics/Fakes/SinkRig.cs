using System.Text;
using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

/// <summary>A sink before an embedded cluster of its own, with its topics made.</summary>
internal sealed class SinkRig : IAsyncDisposable
{
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(20);

    public SinkRig(int brokers = 1, Action<KafkaOptions>? configure = null, int partitions = 3, TimeProvider? time = null, Action<SinkRig>? beforeSink = null)
    {
        Kafka = new EmbeddedKafka(brokers);
        Options = new KafkaOptions { BootstrapServers = Kafka.BootstrapServers };
        Options.Client["reconnect.backoff.max.ms"] = "100";
        Options.Client["topic.metadata.propagation.max.ms"] = "100";
        configure?.Invoke(Options);
        Names = new TopicNames(Options);
        foreach (string topic in Names.Events)
        {
            Kafka.CreateTopic(topic, partitions);
        }

        Kafka.CreateTopic(Names.DeadLetter, 1);
        beforeSink?.Invoke(this);
        Sink = new KafkaEventSink(Options, new TopicsMetrics(Registry), time ?? TimeProvider.System, Log);
    }

    public EmbeddedKafka Kafka { get; }

    public KafkaOptions Options { get; }

    public TopicNames Names { get; }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    /// <summary>What the sink has written, by event name.</summary>
    public EventLog<KafkaEventSink> Log { get; } = new();

    public KafkaEventSink Sink { get; }

    public CountingDelivery Publish(EventKind kind, string id, RoomKey? room = null)
    {
        var delivery = new CountingDelivery();
        Sink.Publish(Samples.Of(kind, id), room ?? Samples.Room, delivery);
        delivery.Seal();
        return delivery;
    }

    /// <summary>Reads topics from the start until there are as many records as wanted.</summary>
    public List<ConsumeResult<byte[], byte[]>> Read(int count, params string[] topics)
    {
        var config = new ConsumerConfig { BootstrapServers = Kafka.BootstrapServers, GroupId = "reader", EnableAutoCommit = false };
        using IConsumer<byte[], byte[]> consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(topics.SelectMany(t => Enumerable.Range(0, string.Equals(t, Names.DeadLetter, StringComparison.Ordinal) ? 1 : 3).Select(p => new TopicPartitionOffset(t, p, Offset.Beginning))));
        List<ConsumeResult<byte[], byte[]>> records = [];
        long start = TimeProvider.System.GetTimestamp();
        while (records.Count < count && TimeProvider.System.GetElapsedTime(start) < Deadline)
        {
            if (consumer.Consume(TimeSpan.FromSeconds(1)) is { } record)
            {
                records.Add(record);
            }
        }

        consumer.Close();
        return records;
    }

    public async Task<string> MetricsText()
    {
        Sink.Collect();
        using var stream = new MemoryStream();
        await Registry.CollectAndExportAsTextAsync(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        Kafka.Dispose();
    }
}
