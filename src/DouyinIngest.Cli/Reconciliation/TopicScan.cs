using Confluent.Kafka;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>
/// Reads topics throughout, or a range of time of them, to the end that they had when it was made; every partition, without a group. Afterwards it
/// can go on with what comes.
/// </summary>
internal sealed class TopicScan : IDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(30);

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly string _brokers;
    private readonly TimeProvider _time;
    private readonly Dictionary<TopicPartition, long> _ends = [];
    private readonly List<TopicPartitionOffset> _readTo = [];

    /// <summary>Asks for the topics' partitions and their present ends.</summary>
    /// <param name="client">Properties of librdkafka: brokers, TLS, SASL.</param>
    /// <param name="topics">They exist.</param>
    /// <param name="range">Which part of them.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="TopicReaderException">The brokers do not answer, or a topic is missing.</exception>
    public TopicScan(IEnumerable<KeyValuePair<string, string>> client, IReadOnlyCollection<string> topics, ScanRange range, TimeProvider time)
    {
        var config = new ConsumerConfig(client.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
        {
            GroupId = "douyin-ingest-read-back",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = false,
            FetchWaitMaxMs = 50,
            IsolationLevel = range.Uncommitted ? IsolationLevel.ReadUncommitted : IsolationLevel.ReadCommitted,
        };
        _brokers = config.BootstrapServers;
        _time = time;
        _consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        try
        {
            var partitions = TopicPartitions.Of(_consumer.Handle, _brokers, topics);
            Partitions = partitions.Count;
            _consumer.Assign(Starts(partitions, range));
        }
        catch (KafkaException e)
        {
            _consumer.Dispose();
            throw new TopicReaderException($"the brokers at {_brokers} cannot be read: {e.Error.Reason}", e);
        }
        catch (TopicReaderException)
        {
            _consumer.Dispose();
            throw;
        }
    }

    /// <summary>Partitions of all the topics.</summary>
    public int Partitions { get; }

    /// <summary>Something that stood in front of what is read is not there any more, or is left out by the range: what began there is cut.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads to the ends. Blocks; call it on a thread that may.</summary>
    /// <param name="onRecord">Sees every record; those of one partition in order.</param>
    /// <param name="cancellationToken">Breaks off.</param>
    /// <exception cref="TopicReaderException">The reading broke off, or nothing came for 30 s.</exception>
    public void ReadToEnd(Action<ConsumeResult<byte[], byte[]>> onRecord, CancellationToken cancellationToken)
    {
        var last = _time.GetTimestamp();
        while (_ends.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Next() is { } record)
            {
                last = _time.GetTimestamp();
                // What came after the end was asked for belongs to whoever reads on.
                if (_ends.TryGetValue(record.TopicPartition, out var end) && record.Offset.Value < end)
                {
                    onRecord(record);
                    if (record.Offset.Value + 1 == end)
                    {
                        Drop(record.TopicPartition);
                    }
                }
            }
            else if (_time.GetElapsedTime(last) > Silent)
            {
                throw new TopicReaderException($"the brokers at {_brokers} have sent nothing for 30 s and {_ends.Count} partitions are not read to their end");
            }
            else
            {
                DropEnded();
            }
        }
    }

    /// <summary>Reads what comes from the ends on, until it is cancelled. Blocks.</summary>
    /// <exception cref="TopicReaderException">The reading broke off.</exception>
    public void Follow(Action<ConsumeResult<byte[], byte[]>> onRecord, CancellationToken cancellationToken)
    {
        _consumer.Assign(_readTo);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Next() is { } record)
            {
                onRecord(record);
            }
        }
    }

    public void Dispose()
    {
        _consumer.Close();
        _consumer.Dispose();
    }

    private List<TopicPartitionOffset> Starts(List<TopicPartition> partitions, ScanRange range)
    {
        var starts = new List<TopicPartitionOffset>();
        var from = OffsetsAt(partitions, range.From);
        var to = OffsetsAt(partitions, range.To);
        foreach (var partition in partitions)
        {
            var marks = _consumer.QueryWatermarkOffsets(partition, TopicPartitions.Patience);
            var start = from.TryGetValue(partition, out var begin) ? (begin < 0 ? marks.High.Value : begin) : marks.Low.Value;
            var end = to.TryGetValue(partition, out var stop) && stop >= 0 ? Math.Min(stop, marks.High.Value) : marks.High.Value;
            IsCut |= start > 0;
            _readTo.Add(new TopicPartitionOffset(partition, end));
            if (start < end)
            {
                starts.Add(new TopicPartitionOffset(partition, start));
                _ends.Add(partition, end);
            }
        }

        return starts;
    }

    /// <summary>The first offset at or after a time; -1 where there is none. Empty without a time.</summary>
    private Dictionary<TopicPartition, long> OffsetsAt(List<TopicPartition> partitions, DateTimeOffset? at) => at is { } time
        ? _consumer.OffsetsForTimes(
                partitions.Select(partition => new TopicPartitionTimestamp(partition, new Timestamp(time.ToUnixTimeMilliseconds(), TimestampType.NotAvailable))),
                TopicPartitions.Patience)
            .ToDictionary(found => found.TopicPartition, found => found.Offset.IsSpecial ? -1 : found.Offset.Value)
        : [];

    private ConsumeResult<byte[], byte[]>? Next()
    {
        try
        {
            return _consumer.Consume(Turn);
        }
        catch (KafkaException e)
        {
            throw new TopicReaderException($"reading from {_brokers} broke off: {e.Error.Reason}", e);
        }
    }

    /// <summary>The consumer's own position counts what no record shows, such as the markers of a transaction.</summary>
    private void DropEnded()
    {
        foreach (var (partition, end) in _ends)
        {
            var position = _consumer.Position(partition);
            if (!position.IsSpecial && position.Value >= end)
            {
                Drop(partition);
            }
        }
    }

    private void Drop(TopicPartition partition)
    {
        _ends.Remove(partition);
        _consumer.IncrementalUnassign([partition]);
    }
}
