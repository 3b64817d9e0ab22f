using Confluent.Kafka;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>
/// Reads event topics from their beginning and on, every partition, without a group: what a reconciliation stands on. It reads all the
/// while, since the embedded broker keeps only the newest 5 MiB of a partition.
/// </summary>
internal sealed class TopicReader : IAsyncDisposable
{
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);

    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly string _brokers;
    private readonly Action<ReadBackRecord> _onRecord;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;
    private readonly Lock _gate = new();
    private readonly Dictionary<TopicPartition, long> _position;
    private TaskCompletionSource? _ended;
    private Dictionary<TopicPartition, long>? _ends;

    private TopicReader(
        IConsumer<Ignore, byte[]> consumer,
        string brokers,
        IReadOnlyList<TopicPartitionOffset> from,
        Action<ReadBackRecord> onRecord)
    {
        _consumer = consumer;
        _brokers = brokers;
        _onRecord = onRecord;
        _position = from.ToDictionary(start => start.TopicPartition, start => start.Offset.Value);
        _loop = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>What was read so far.</summary>
    public ReadBack Records { get; } = new();

    /// <summary>Begins to read.</summary>
    /// <param name="brokers">Bootstrap servers.</param>
    /// <param name="topics">They exist.</param>
    /// <param name="client">More librdkafka properties (TLS, SASL); may be empty.</param>
    /// <param name="onRecord">Sees every record on the reading thread; may be null.</param>
    /// <param name="fromNow">Skips what stands there already: a broker that is used again holds other runs.</param>
    /// <exception cref="TopicReaderException">The brokers do not answer, or a topic is missing.</exception>
    public static TopicReader Start(
        string brokers,
        IReadOnlyCollection<string> topics,
        IEnumerable<KeyValuePair<string, string>> client,
        Action<ReadBackRecord>? onRecord = null,
        bool fromNow = false)
    {
        var config = new ConsumerConfig(client.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
        {
            BootstrapServers = brokers,
            GroupId = "douyin-ingest-read-back",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchWaitMaxMs = 50,
        };
        var consumer = new ConsumerBuilder<Ignore, byte[]>(config).SetLogHandler(static (_, _) => { }).Build();
        try
        {
            var partitions = TopicPartitions.Of(consumer.Handle, brokers, topics);
            var from = partitions.ConvertAll(partition => new TopicPartitionOffset(
                partition,
                fromNow ? consumer.QueryWatermarkOffsets(partition, Ask).High : consumer.QueryWatermarkOffsets(partition, Ask).Low));
            consumer.Assign(from);
            return new TopicReader(consumer, brokers, from, onRecord ?? (static _ => { }));
        }
        catch (KafkaException e)
        {
            consumer.Dispose();
            throw new TopicReaderException($"the brokers at {brokers} cannot be read: {e.Error.Reason}", e);
        }
        catch (TopicReaderException)
        {
            consumer.Dispose();
            throw;
        }
    }

    /// <summary>Reads on until everything that stands on the topics at this moment was read.</summary>
    /// <exception cref="TopicReaderException">The reading broke off.</exception>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _ends = null;
            _ended = ended;
        }

        var first = await Task.WhenAny(ended.Task, _loop).WaitAsync(cancellationToken);
        await first;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        _consumer.Close();
        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Read()
    {
        try
        {
            while (!_stop.IsCancellationRequested)
            {
                if (_consumer.Consume(Turn) is { Message: not null } result)
                {
                    Take(result);
                }
                else
                {
                    SeeWhetherEnded();
                }
            }
        }
        catch (KafkaException e)
        {
            throw new TopicReaderException($"reading back from {_brokers} broke off: {e.Error.Reason}", e);
        }
    }

    private void Take(ConsumeResult<Ignore, byte[]> result)
    {
        _position[result.TopicPartition] = result.Offset.Value + 1;
        if (RecordValue.TryRead(result, out var why) is not { } record)
        {
            throw new TopicReaderException($"the record at {result.TopicPartitionOffset} is no event: {why}");
        }

        Records.Add(record);
        _onRecord(record);
    }

    private void SeeWhetherEnded()
    {
        lock (_gate)
        {
            if (_ended is null)
            {
                return;
            }

            _ends ??= _position.Keys.ToDictionary(partition => partition, partition => _consumer.QueryWatermarkOffsets(partition, Ask).High.Value);
            foreach (var (partition, end) in _ends)
            {
                if (end > Position(partition))
                {
                    return;
                }
            }

            _ended.TrySetResult();
            _ended = null;
        }
    }

    /// <summary>The consumer's own position counts what no record shows, such as the markers of a transaction.</summary>
    private long Position(TopicPartition partition)
    {
        var position = _consumer.Position(partition);
        return position.IsSpecial ? _position[partition] : Math.Max(position.Value, _position[partition]);
    }
}
