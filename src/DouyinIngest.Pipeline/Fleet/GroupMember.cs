using System.Globalization;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>
/// Our membership in the group that divides the partitions of the checkpoint topic. Says what is ours and reads nothing. A static member under
/// a name that is never used again: after an outage of the brokers everybody keeps what it had. Fenced all the same, it joins under another name. What
/// the group says only asks for something: the log decides.
/// </summary>
internal sealed partial class GroupMember : IAsyncDisposable
{
    /// <summary>What tells instances of the service from others in the group.</summary>
    internal const string ClientId = "douyin-ingest-member";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    private readonly ConsumerConfig _settings;
    private readonly string _topic;
    private readonly Action<FleetMessage> _post;
    private readonly ILogger<GroupMember> _logger;
    private readonly List<TopicPartition> _toPause = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly FleetMetrics _metrics;
    private readonly string _group;
    private readonly string _instance;
    private readonly LogGate _logGate;
    private IConsumer<Ignore, Ignore> _consumer;
    private Error? _fatal;
    private bool _joined;
    private Task? _loop;
    private volatile bool _isMember;
    private volatile string? _refused;

    public GroupMember(FleetOptions fleet, KafkaOptions kafka, FleetInstance instance, Action<FleetMessage> post, FleetMetrics metrics, TimeProvider time, ILogger<GroupMember> logger)
    {
        _topic = kafka.CheckpointTopic;
        _post = post;
        _logger = logger;
        _metrics = metrics;
        _group = fleet.Group;
        _instance = instance.Id;
        _logGate = new LogGate(time);
        _settings = new ConsumerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = ClientId,
            GroupId = fleet.Group,
            GroupInstanceId = FleetInstance.InGroup(instance.Id, life: 1),
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Error,
            PartitionAssignmentStrategy = PartitionAssignmentStrategy.CooperativeSticky,
            SessionTimeoutMs = (int)fleet.SessionTimeout.TotalMilliseconds,
            HeartbeatIntervalMs = 1000,
            ReconnectBackoffMaxMs = 1000,
        };
        _consumer = Build();
    }

    /// <summary>Whether the group takes us for a member, to the best of our knowledge; given partitions or not.</summary>
    public bool IsMember => _isMember;

    /// <summary>Why the group does not take us, and what to do; null when it does, or when nothing is known.</summary>
    public string? Refused => _refused;

    /// <summary>Completes, with the reason, when membership cannot be had any more: the process must end.</summary>
    public Task<string> Failed => _failed.Task;

    public void Start()
    {
        _consumer.Subscribe(_topic);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Stops being polled; the group notices after the session time-out and gives our partitions to others.</summary>
    public async Task LeaveAsync()
    {
        await _stop.CancelAsync();
        if (_loop is { } loop)
        {
            await loop;
        }

        _isMember = false;
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            Belong();
        }
        catch (Exception e)
        {
            // Nobody is a member without this loop, whatever ended it.
            _isMember = false;
            _failed.TrySetResult(e.Message);
        }
    }

    private void Belong()
    {
        // A coordinator that took over may know us by an older member id and fence us, though nobody else ever had our name. A membership that never came
        // about will not come about under another name either.
        for (var life = 2; Follow() is { } fatal && !_stop.IsCancellationRequested; life++)
        {
            _isMember = false;
            if (!_joined)
            {
                _failed.TrySetResult(fatal.Reason);
                return;
            }

            Log.Lost(_logger, _group, fatal.Reason);
            (_joined, _fatal) = (false, null);
            _toPause.Clear();
            _consumer.Dispose();
            _settings.GroupInstanceId = FleetInstance.InGroup(_instance, life);
            _consumer = Build();
            _consumer.Subscribe(_topic);
        }
    }

    /// <summary>A member until told to leave (null), or until the client can be one no more.</summary>
    private Error? Follow()
    {
        try
        {
            while (!_stop.IsCancellationRequested && _fatal is null)
            {
                try
                {
                    _consumer.Consume(Poll);
                }
                catch (ConsumeException e) when (!e.Error.IsFatal)
                {
                    // A refused join comes this way only; the client tries again by itself.
                    OnError(e.Error);
                }

                if (_toPause.Count > 0)
                {
                    Pause();
                }
            }

            if (_fatal is null)
            {
                _consumer.Close();
            }

            return _fatal;
        }
        catch (KafkaException e)
        {
            return e.Error;
        }
    }

    private IConsumer<Ignore, Ignore> Build() => new ConsumerBuilder<Ignore, Ignore>(_settings)
        .SetPartitionsAssignedHandler((_, partitions) => Assigned(partitions))
        .SetPartitionsRevokedHandler((_, partitions) => NotMine(partitions, lost: false))
        .SetPartitionsLostHandler((_, partitions) => NotMine(partitions, lost: true))
        .SetErrorHandler((_, error) => OnError(error))
        .SetLogHandler((_, log) => Log.Client(_logger, log.Facility, log.Message))
        .Build();

    private void Pause()
    {
        try
        {
            _consumer.Pause(_toPause);
        }
        catch (KafkaException)
        {
            // Taken away again in between.
        }

        _toPause.Clear();
    }

    // The handlers run inside Consume: they never throw, never wait, and only post.
    private List<TopicPartitionOffset> Assigned(List<TopicPartition> partitions)
    {
        _isMember = _joined = true;
        _refused = null;
        _toPause.AddRange(partitions);
        _metrics.Rebalanced();
        Log.Assigned(_logger, partitions.Count, Names(partitions));
        _post(new FleetMessage.Gained([.. partitions.Select(p => p.Partition.Value)]));
        return [.. partitions.Select(p => new TopicPartitionOffset(p, Offset.End))];
    }

    private void NotMine(List<TopicPartitionOffset> partitions, bool lost)
    {
        _isMember = !lost && _isMember;
        _metrics.Rebalanced();
        Log.NotMine(_logger, lost ? "lost" : "revoked", partitions.Count, Names([.. partitions.Select(p => p.TopicPartition)]));
        _post(new FleetMessage.NotMine([.. partitions.Select(p => p.Partition.Value)], lost));
    }

    private void OnError(Error error)
    {
        if (error.IsFatal)
        {
            _isMember = false;
            _fatal = error;
        }
        else if (GroupRemedies.For(error.Code, _group, _topic) is { } remedy)
        {
            _refused = $"{error.Reason}. {remedy}.";
            if (_logGate.Opens(error.Code.ToString()))
            {
                Log.Refused(_logger, _group, error.Reason, remedy);
            }
        }
        else
        {
            Log.Error(_logger, error.Reason);
        }
    }

    private static string Names(IEnumerable<TopicPartition> partitions)
        => string.Join(',', partitions.Select(p => p.Partition.Value.ToString(CultureInfo.InvariantCulture)));
}
