using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Push;

/// <summary>
/// Follows the whole checkpoint topic, for pushes that reach an instance which does not own their room. A consumer of its own without a group, on a
/// thread of its own, while there is a webhook.
/// </summary>
internal sealed partial class OwnerDirectory(KafkaOptions kafka, TimeProvider time, ILogger<OwnerDirectory> logger)
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private readonly OwnerView _view = new();
    private readonly LogGate _gate = new(time);

    /// <inheritdoc cref="OwnerView.OwnerOf"/>
    public PushOwner? OwnerOf(int partition) => _view.OwnerOf(partition);

    /// <inheritdoc cref="OwnerView.LiveIdOf"/>
    public string? LiveIdOf(long roomId) => _view.LiveIdOf(roomId);

    /// <summary>Reads until stopped; a consumer that fails is made anew.</summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Factory.StartNew(() => Read(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            await Task.Delay(Pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Read(CancellationToken stoppingToken)
    {
        try
        {
            using var consumer = Build();
            consumer.Assign(Enumerable.Range(0, kafka.CheckpointPartitions).Select(partition => new TopicPartitionOffset(kafka.CheckpointTopic, partition, Offset.Beginning)));
            while (!stoppingToken.IsCancellationRequested)
            {
                if (consumer.Consume(Poll) is { } read)
                {
                    _view.Add(read.Partition.Value, read.Message.Key, read.Message.Value);
                }
            }

            consumer.Close();
        }
        catch (KafkaException e)
        {
            if (_gate.Opens("unreadable"))
            {
                Log.Unreadable(logger, kafka.CheckpointTopic, e.Error.Reason);
            }
        }
    }

    private IConsumer<byte[], byte[]> Build()
        => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = "douyin-ingest-push",
            GroupId = "douyin-ingest-push",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 100,
            QueuedMaxMessagesKbytes = 16 * 1024,
            AllowAutoCreateTopics = false,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Which instance owns which room cannot be read from {Topic}: {Reason}. Pushes that reach this instance for rooms of others are answered 503 and come again", EventName = "OwnersUnreadable")]
        public static partial void Unreadable(ILogger logger, string topic, string reason);
    }
}
