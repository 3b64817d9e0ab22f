using System.Collections.Concurrent;
using Confluent.Kafka;
using DouyinIngest.Cli.Reconciliation;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>
/// Reads every event topic from its beginning while the run goes on, and keeps what the checks need: which ids, in which order, appended when. It reads
/// on through whatever happens to the brokers.
/// </summary>
internal sealed class EventLog : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(10);

    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly ConcurrentDictionary<TopicPartition, long> _position;
    private readonly ConcurrentDictionary<long, byte> _rooms = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private EventLog(IConsumer<Ignore, byte[]> consumer, IReadOnlyList<TopicPartition> partitions)
    {
        _consumer = consumer;
        _position = new ConcurrentDictionary<TopicPartition, long>(partitions.Select(p => KeyValuePair.Create(p, 0L)));
        _loop = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Folded as the service's own verification folds it.</summary>
    public ReadBack Records { get; } = new();

    /// <summary>What was appended when. For after the reading.</summary>
    public AppendedEvents Appended { get; } = new();

    /// <summary>Broadcasts that an event was read of, so far.</summary>
    public int Rooms => _rooms.Count;

    /// <summary>What is read.</summary>
    public IEnumerable<string> Topics => _position.Keys.Select(p => p.Topic).Distinct(StringComparer.Ordinal);

    /// <summary>Events of the upstream, each id once.</summary>
    public long Distinct => Records.Distinct - Records.Derived;

    public static EventLog Start(string brokers, IEnumerable<string> topics)
    {
        var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = brokers,
            GroupId = "douyin-chaos-check",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 100,
            ReconnectBackoffMaxMs = 500,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var partitions = topics.SelectMany(topic => admin.GetMetadata(topic, Ask).Topics[0].Partitions.Select(p => new TopicPartition(topic, p.PartitionId))).ToList();
        consumer.Assign(partitions.Select(p => new TopicPartitionOffset(p, Offset.Beginning)));
        return new EventLog(consumer, partitions);
    }

    /// <summary>Everything that stands on the topics now has been read, and the reading has ended.</summary>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        var ends = _position.Keys.ToDictionary(p => p, p => _consumer.QueryWatermarkOffsets(p, Ask).High.Value);
        using var timer = new PeriodicTimer(Turn, TimeProvider.System);
        while (!ends.All(end => _position[end.Key] >= end.Value))
        {
            if (_loop.IsCompleted)
            {
                await _loop;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }

        await _stop.CancelAsync();
        await _loop;
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
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (_consumer.Consume(Turn) is { Message: not null } result)
                {
                    Take(result);
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // A broker that is away, or a leader that moved: the client goes on by itself.
            }
        }
    }

    private void Take(ConsumeResult<Ignore, byte[]> result)
    {
        var record = RecordJson.Parse(result.Message.Value);
        Records.Add(record);
        if (!record.Derived)
        {
            var content = HashCode.Combine(record.Kind, record.RoomId, record.UserName, record.Content, record.Gift?.Name);
            _rooms.TryAdd(record.RoomId, 0);
            Appended.Add(record.RoomId, record.Kind, EventKey.Of(record.EventId), result.Message.Timestamp.UnixTimestampMs, content);
        }

        _position[result.TopicPartition] = result.Offset.Value + 1;
    }
}
