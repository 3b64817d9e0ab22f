using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Overview;

/// <summary>
/// Reads the checkpoint topic, and the last day of the status topic, while somebody looks at the fleet: an instance needs neither for its own
/// rooms, so nobody pays for it else. A consumer of its own without a group, on a thread of its own.
/// </summary>
internal sealed partial class FleetWatch(KafkaOptions kafka, TimeProvider time, ILogger<FleetWatch> logger) : IFleetWatch, IAsyncDisposable
{
    /// <summary>After how long without a look the reading ends.</summary>
    internal static readonly TimeSpan Idle = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan StatusBack = TimeSpan.FromHours(24);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stop = new();
    private FleetView _fleet = new();
    private RoomsView _rooms = new(new FleetView());
    private FleetOverview _last = FleetOverview.None;
    private Task _reading = Task.CompletedTask;
    private long _lastAt;
    private long _askedAt;
    private bool _whole;
    private string _trouble = "";

    /// <inheritdoc/>
    public FleetOverview Look()
    {
        lock (_gate)
        {
            _askedAt = time.GetTimestamp();
            if (_reading.IsCompleted && !_stop.IsCancellationRequested)
            {
                (_fleet, _whole) = (new FleetView(), false);
                _rooms = new RoomsView(_fleet);
                _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            }

            if (ReferenceEquals(_last, FleetOverview.None) || time.GetElapsedTime(_lastAt) >= Fresh)
            {
                _last = Snapshot();
                _lastAt = time.GetTimestamp();
            }

            return _last;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _stop.Dispose();
    }

    private FleetOverview Snapshot()
    {
        var now = time.GetUtcNow();
        return new FleetOverview
        {
            Rooms = _rooms.Rooms([], now).ToDictionary(room => room.LiveId, StringComparer.Ordinal),
            Claims = new Dictionary<int, ClaimRow>(_fleet.Claims),
            Instances = _fleet.Report(kafka.CheckpointPartitions, now).Instances,
            IsWhole = _whole,
            Trouble = _trouble,
        };
    }

    private bool IsWanted
    {
        get
        {
            lock (_gate)
            {
                return !_stop.IsCancellationRequested && time.GetElapsedTime(_askedAt) < Idle;
            }
        }
    }

    private void Read()
    {
        try
        {
            using var consumer = Build();
            var starts = Starts(consumer);
            var unread = starts.Select(start => start.TopicPartition).ToHashSet();
            consumer.Assign(starts);
            while (IsWanted)
            {
                Take(consumer, unread);
            }

            consumer.Close();
        }
        catch (KafkaException e)
        {
            Trouble($"the brokers at {kafka.BootstrapServers} cannot be read: {e.Error.Reason}");
        }
    }

    private void Take(IConsumer<byte[], byte[]> consumer, HashSet<TopicPartition> unread)
    {
        try
        {
            var read = consumer.Consume(Poll);
            if (read is null)
            {
                return;
            }

            lock (_gate)
            {
                _trouble = "";
                if (read.IsPartitionEOF)
                {
                    unread.Remove(read.TopicPartition);
                    _whole |= unread.Count == 0;
                }
                else
                {
                    Add(read);
                }
            }
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            Trouble(e.Error.Reason);
            _stop.Token.WaitHandle.WaitOne(Poll);
        }
    }

    private void Add(ConsumeResult<byte[], byte[]> read)
    {
        if (!string.Equals(read.Topic, kafka.StatusTopic, StringComparison.Ordinal))
        {
            _fleet.AddCheckpoint(read.Partition.Value, read.Offset.Value, Encoding.UTF8.GetString(read.Message.Key ?? []), read.Message.Value);
        }
        else if (StatusValue.TryRead(read.Message.Value) is { } told)
        {
            _rooms.Add(told);
        }
    }

    private List<TopicPartitionOffset> Starts(IConsumer<byte[], byte[]> consumer)
    {
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        var since = new Timestamp((time.GetUtcNow() - StatusBack).ToUnixTimeMilliseconds(), TimestampType.NotAvailable);
        var status = consumer.OffsetsForTimes(Partitions(admin, kafka.StatusTopic).Select(partition => new TopicPartitionTimestamp(partition, since)), Patience);
        return [.. Partitions(admin, kafka.CheckpointTopic).Select(partition => new TopicPartitionOffset(partition, Offset.Beginning)), .. status];
    }

    private static IEnumerable<TopicPartition> Partitions(IAdminClient admin, string topic)
        => admin.GetMetadata(topic, Patience).Topics.SelectMany(found => found.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)));

    private IConsumer<byte[], byte[]> Build()
        => new ConsumerBuilder<byte[], byte[]>(new ConsumerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = "douyin-ingest-overview",
            GroupId = "douyin-ingest-overview",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 500,
            QueuedMaxMessagesKbytes = 16 * 1024,
            AllowAutoCreateTopics = false,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();

    private void Trouble(string why)
    {
        bool isNew;
        lock (_gate)
        {
            isNew = _trouble.Length == 0;
            _trouble = why;
        }

        if (isNew)
        {
            Log.Unreadable(logger, why);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The fleet cannot be shown: {Reason}", EventName = "OverviewUnreadable")]
        public static partial void Unreadable(ILogger logger, string reason);
    }
}
