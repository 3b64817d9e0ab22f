using System.Threading.Channels;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>
/// An instance of the fleet: tells each partition's <see cref="PartitionOwnership"/> what happened and carries out what it decides. One loop that
/// takes one message at a time; whatever waits (Kafka, rooms that close) is done elsewhere and comes back as a message.
/// </summary>
internal sealed partial class FleetCoordinator : IRoomsRunner, IAsyncDisposable
{
    /// <summary>With an older table nothing is started, and the instance is not ready.</summary>
    internal static readonly TimeSpan TableMaxAge = TimeSpan.FromSeconds(10);

    /// <summary>With an older table the rooms of a limited credential are closed: others may have been given their places.</summary>
    internal static readonly TimeSpan QuotaMaxAge = TimeSpan.FromSeconds(90);

    private const int NotUnderstoodPerSecond = 5;
    private static readonly TimeSpan TickPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan WishPeriod = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StrangersPeriod = TimeSpan.FromSeconds(30);

    private readonly Channel<FleetMessage> _messages = Channel.CreateUnbounded<FleetMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Dictionary<int, PartitionSeat> _seats = [];
    private readonly Dictionary<string, FleetRoom> _rooms = new(StringComparer.Ordinal);
    private readonly Queue<(int Partition, string Key, Google.Protobuf.IMessage? Value, Action<bool>? Done)> _unwritten = new();
    private readonly FleetParts _parts;
    private readonly GroupMember _member;
    private readonly LogReader _reader;
    private readonly LogWriter _writer;
    private readonly SuspensionWatch _watch;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _started;
    private readonly int _partitions;
    private readonly PlacementClock _placement = new();
    private readonly LogGate _logGate;
    private readonly RateGate _notUnderstood;
    private ControlTable _table = ControlTable.Empty;
    private TimeSpan _nextWish;
    private int _readings;
    private bool _leaving;
    private bool _disposed;

    public FleetCoordinator(FleetParts parts)
    {
        _parts = parts;
        _time = parts.Time;
        _logger = parts.Loggers.CreateLogger<FleetCoordinator>();
        _partitions = parts.Kafka.CheckpointPartitions;
        _logGate = new LogGate(_time);
        _notUnderstood = new RateGate(NotUnderstoodPerSecond, _time);
        _started = _time.GetTimestamp();
        _watch = new SuspensionWatch(_time, () => Post(new FleetMessage.Suspended()));
        _writer = new LogWriter(parts.Kafka, parts.Metrics, _time, parts.Loggers.CreateLogger<LogWriter>());
        _reader = new LogReader(parts.Kafka, Post, _time, parts.Loggers.CreateLogger<LogReader>());
        _member = new GroupMember(parts.Options, parts.Kafka, parts.Instance, Post, parts.Metrics, _time, parts.Loggers.CreateLogger<GroupMember>());
    }

    /// <summary>What keeps the instance from taking its share; empty when nothing does.</summary>
    public IEnumerable<string> NotReadyBecause()
    {
        if (_parts.Control.Age == TimeSpan.MaxValue)
        {
            yield return $"The control topic {_parts.Kafka.ControlTopic} has not been read to its end yet.";
        }
        else if (_parts.Control.Age > TableMaxAge)
        {
            yield return $"The table of rooms is {_parts.Control.Age.TotalSeconds:F0} s old: the brokers do not tell the end of {_parts.Kafka.ControlTopic}.";
        }

        if (!_member.IsMember)
        {
            yield return $"Not a member of the group {_parts.Options.Group} (yet).{(_member.Refused is { } why ? " " + why : "")}";
        }
    }

    /// <summary>
    /// Reads the table, joins the group and runs the rooms that are ours until stopped; then leaves, runs on until each room is taken over or
    /// the time is up, and writes where it got to. Throws when the fleet cannot go on.
    /// </summary>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        using var life = new CancellationTokenSource();
        var loop = LoopAsync(life.Token);
        var ticks = TicksAsync(life.Token);
        var control = _parts.Control.RunAsync(life.Token);
        var tables = TablesAsync(life.Token);
        var strangers = StrangersAsync(life.Token);
        var stopping = Task.Delay(Timeout.InfiniteTimeSpan, _time, stoppingToken);
        try
        {
            _reader.Start();

            // The table first: what a partition asks of us can only be told with it.
            if (await Task.WhenAny(_parts.Control.LoadedAsync(life.Token), stopping, control) != stopping && !control.IsCompleted)
            {
                _member.Start();
                Log.Joined(_logger, _parts.Instance.Id, _parts.Options.Group);
                await Task.WhenAny(stopping, loop, control, _parts.Rooms.Fault, _member.Failed, _writer.Failed);
                await DrainAsync(loop);
            }
        }
        finally
        {
            await life.CancelAsync();
            await Task.WhenAll(loop, ticks, tables, strangers, control).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await ThrowIfFailedAsync(loop, control);
    }

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _watch.Dispose();
        await _member.DisposeAsync();
        await _reader.DisposeAsync();
        await _writer.DisposeAsync();
    }

    private TimeSpan Now => _time.GetElapsedTime(_started);

    private void Post(FleetMessage message) => _messages.Writer.TryWrite(message);

    private async Task ThrowIfFailedAsync(Task loop, Task control)
    {
        if (loop.IsFaulted)
        {
            await loop;
        }

        if (control.IsFaulted)
        {
            await control;
        }

        if (_parts.Rooms.Fault.IsFaulted)
        {
            await _parts.Rooms.Fault;
        }

        if (_member.Failed.IsCompletedSuccessfully)
        {
            throw new FleetException($"Membership in the group {_parts.Options.Group} is lost for good: {await _member.Failed}");
        }

        if (_writer.Failed.IsCompletedSuccessfully)
        {
            throw new FleetException($"Nothing can be written to {_parts.Kafka.CheckpointTopic} any more: {await _writer.Failed}");
        }
    }

    /// <summary>Leaves, waits for successors as long as there is time, closes what is left, and sees it written. Ends within the drain's deadline.</summary>
    private async Task DrainAsync(Task loop)
    {
        var drain = _parts.Drain;
        using var late = new CancellationTokenSource(Positive(drain.Deadline - RoomRunner.FleetSettle - drain.Flush), _time);
        using var over = new CancellationTokenSource(Positive(drain.Deadline - drain.Flush), _time);
        Post(new FleetMessage.Leave());
        var others = _parts.Group.HasOthersAsync(_parts.Instance.Id);
        await _member.LeaveAsync();
        if (await others)
        {
            Log.WaitingForSuccessors(_logger, _parts.Rooms.Count);
            await Task.WhenAny(_handedOver.Task, loop, Until(late));
        }

        Post(new FleetMessage.CloseAll());
        await Task.WhenAny(_handedOver.Task, loop, Until(over));
        if (!await _writer.FlushAsync(drain.Flush / 2))
        {
            Log.NotWritten(_logger, _writer.Waiting);
        }

        // What could not be handed over is stopped all the same; nothing of it is written any more.
        await _parts.Rooms.StopAllAsync().WaitAsync(drain.Flush / 2, _time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private static TimeSpan Positive(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private Task Until(CancellationTokenSource when) => Task.Delay(Timeout.InfiniteTimeSpan, _time, when.Token);

    private async Task LoopAsync(CancellationToken stoppingToken)
    {
        await foreach (var message in _messages.Reader.ReadAllAsync(stoppingToken))
        {
            Handle(message);
        }
    }

    private async Task TicksAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TickPeriod, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            Post(new FleetMessage.Tick());
        }
    }

    private async Task TablesAsync(CancellationToken stoppingToken)
    {
        await foreach (var table in _parts.Control.WatchAsync(stoppingToken))
        {
            Post(new FleetMessage.TableChanged(table));
        }
    }

    /// <summary>The group gives partitions to whoever asks, and a stranger follows no room of them.</summary>
    private async Task StrangersAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(StrangersPeriod, _time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (_member.IsMember && await _parts.Group.StrangersAsync() is { Count: > 0 } strangers && _logGate.Opens("stranger"))
            {
                Log.Strangers(_logger, _parts.Options.Group, strangers.Count, string.Join(", ", strangers));
            }
        }
    }
}
