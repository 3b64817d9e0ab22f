using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Control;

/// <summary>A control topic on the embedded Kafka, with a reader on it.</summary>
internal sealed class ControlRig : IAsyncDisposable
{
    public const string Topic = "douyin.control.rooms.v1";

    private readonly CancellationTokenSource _stop = new();
    private Task _run = Task.CompletedTask;

    public ControlRig(bool withTopic = true)
    {
        if (withTopic)
        {
            Kafka.CreateTopic(Topic, 1);
        }

        Options = new KafkaOptions { BootstrapServers = Kafka.BootstrapServers };
        Reader = new ControlReader(Options, new ControlMetrics(Registry), TimeProvider.System, NullLogger<ControlReader>.Instance);
    }

    public EmbeddedKafka Kafka { get; } = new();

    public KafkaOptions Options { get; }

    public CollectorRegistry Registry { get; } = Metrics.NewCustomRegistry();

    public ControlReader Reader { get; }

    public void Start() => _run = Reader.RunAsync(_stop.Token);

    public Task WriteAsync(params (string Key, string? Value)[] records) => WriteAsync(Options.BootstrapServers, Topic, records);

    public static async Task WriteAsync(string brokers, string topic, IEnumerable<(string Key, string? Value)> records)
    {
        using var producer = new ProducerBuilder<string, string?>(new ProducerConfig { BootstrapServers = brokers, EnableIdempotence = true, LingerMs = 0 })
            .SetValueSerializer(NullableText.Instance)
            .Build();
        await Task.WhenAll(records.Select(record => producer.ProduceAsync(
            new TopicPartition(topic, 0), new Message<string, string?> { Key = record.Key, Value = record.Value })));
    }

    /// <summary>Watches until a table is as wanted.</summary>
    public async Task<ControlTable> UntilAsync(Func<ControlTable, bool> wanted)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        await foreach (var table in Reader.WatchAsync(patience.Token))
        {
            if (wanted(table))
            {
                return table;
            }
        }

        throw new InvalidOperationException("the watch ended");
    }

    public async Task<string> MetricsAsync()
    {
        using var stream = new MemoryStream();
        await Registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return System.Text.Encoding.UTF8.GetString(stream.ToArray());
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        Kafka.Dispose();
        _stop.Dispose();
    }

    private sealed class NullableText : ISerializer<string?>
    {
        public static readonly NullableText Instance = new();

        public byte[]? Serialize(string? data, SerializationContext context) => data is null ? null : System.Text.Encoding.UTF8.GetBytes(data);
    }
}
