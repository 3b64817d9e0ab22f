using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Control;

/// <summary>
/// Keeps the whole control topic as one table, by a consumer of its own without a group: every instance reads everything. Hands out only whole
/// tables, read up to an end that the broker told. A broker that is away leaves the table as it is, and lets its age grow.
/// </summary>
internal sealed partial class ControlReader(KafkaOptions options, ControlMetrics metrics, TimeProvider time, ILogger<ControlReader> logger) : IControlTable
{
    private const int MaxRefusalsLogged = 20;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan PublishPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan AskInterval = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LogPause = TimeSpan.FromSeconds(30);

    private readonly TopicPartition _partition = new(options.ControlTopic, 0);
    private readonly long _started = time.GetTimestamp();
    private readonly Latest<ControlTable> _tables = new();
    private readonly ReadProgress _progress = new();
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ControlTableBuilder _builder = new();
    private TimeSpan _askAt = TimeSpan.Zero;
    private TimeSpan _publishAt = TimeSpan.Zero;
    private TimeSpan _logAt = TimeSpan.Zero;
    private int _refusalsLogged;
    private bool _changed = true;

    /// <inheritdoc/>
    public ControlTable Current => _tables.Value ?? ControlTable.Empty;

    /// <inheritdoc/>
    public TimeSpan Age => _progress.Age(Now);

    private TimeSpan Now => time.GetElapsedTime(_started);

    /// <summary>Reads until cancelled, on a thread of its own. Call it once; whoever calls awaits it.</summary>
    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    /// <exception cref="KafkaException">The client is dead for good.</exception>
    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Factory.StartNew(() => Read(stoppingToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            _loaded.TrySetCanceled(stoppingToken);
        }
        catch (Exception e)
        {
            _tables.Fail(e);
            _loaded.TrySetException(e);
            throw;
        }
    }

    /// <summary>Ends when the whole topic was read, up to its end at the start.</summary>
    public Task LoadedAsync(CancellationToken cancellationToken) => _loaded.Task.WaitAsync(cancellationToken);

    /// <summary>The table as it is once loaded, and then after every change the newest; those between are skipped for who is slow.</summary>
    public IAsyncEnumerable<ControlTable> WatchAsync(CancellationToken stoppingToken) => _tables.WatchAsync(stoppingToken);

    private void Read(CancellationToken stop)
    {
        using var consumer = Build();
        consumer.Assign(new TopicPartitionOffset(_partition, Offset.Beginning));
        while (!stop.IsCancellationRequested)
        {
            Ask(consumer);
            Take(consumer, stop);
            Publish();
        }
    }

    private IConsumer<byte[]?, byte[]?> Build()
    {
        var settings = ClientSettings.ForAdmin(options).ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        var config = new ConsumerConfig(settings)
        {
            ClientId = "douyin-ingest-control",
            GroupId = "douyin-ingest-control",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            EnablePartitionEof = true,
            AutoOffsetReset = AutoOffsetReset.Error,
            FetchWaitMaxMs = 100,
            ReconnectBackoffMaxMs = 1000,
            AllowAutoCreateTopics = false,
        };
        try
        {
            return new ConsumerBuilder<byte[]?, byte[]?>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new KafkaSettingsException($"a setting under {ClientSettings.Section} is refused by librdkafka: {e.Message}");
        }
    }

    /// <summary>Compares the position with the broker's end, every now and then.</summary>
    private void Ask(IConsumer<byte[]?, byte[]?> consumer)
    {
        var now = Now;
        if (now < _askAt)
        {
            return;
        }

        try
        {
            long end = consumer.QueryWatermarkOffsets(_partition, AskTimeout).High.Value;
            _askAt = now + AskInterval;
            if (end < _progress.Position)
            {
                Restart(consumer);
                return;
            }

            _progress.Told(now, end);
        }
        catch (KafkaException e)
        {
            _askAt = Now + AskAgain;
            Unreadable(e.Error);
        }
    }

    private void Take(IConsumer<byte[]?, byte[]?> consumer, CancellationToken stop)
    {
        try
        {
            switch (consumer.Consume(Poll))
            {
                case null:
                    break;
                case { IsPartitionEOF: true } end:
                    _progress.Reached(end.Offset.Value);
                    break;
                case var record:
                    Apply(ControlParser.Parse(record.Message.Key, record.Message.Value, record.Offset.Value));
                    _progress.Reached(record.Offset.Value + 1);
                    break;
            }
        }
        catch (ConsumeException e) when (e.Error.Code is ErrorCode.Local_AutoOffsetReset or ErrorCode.OffsetOutOfRange)
        {
            Restart(consumer);
        }
        catch (ConsumeException e) when (!e.Error.IsFatal)
        {
            Unreadable(e.Error);
            stop.WaitHandle.WaitOne(Poll);
        }
    }

    private void Apply(ControlEntry entry)
    {
        metrics.Read(entry);
        _builder.Apply(entry);
        _changed = true;
        if (entry is EntryRefused { Refusal: var refusal } && _refusalsLogged++ < MaxRefusalsLogged)
        {
            Log.Refused(logger, _partition.Topic, refusal.Offset, refusal.Reason, refusal.Remedy);
        }
    }

    /// <summary>The log was replaced or cut: what was read of it says nothing any more. The old table stays in force until the new one is whole.</summary>
    private void Restart(IConsumer<byte[]?, byte[]?> consumer)
    {
        Log.Replaced(logger, _partition.Topic, _progress.Position);
        _builder = new ControlTableBuilder();
        _progress.Restart();
        _changed = true;
        _askAt = TimeSpan.Zero;
        consumer.Assign(new TopicPartitionOffset(_partition, Offset.Beginning));
    }

    private void Publish()
    {
        var now = Now;
        var age = _progress.Age(now);
        metrics.Age(age == TimeSpan.MaxValue ? now : age);
        if (!_changed || !_progress.IsWhole || now < _publishAt)
        {
            return;
        }

        var before = Current.Plan.Warnings;
        var table = _builder.Snapshot();
        _changed = false;
        _publishAt = now + PublishPause;
        _refusalsLogged = 0;
        metrics.Table(table);
        foreach (var warning in table.Plan.Warnings.Except(before, StringComparer.Ordinal))
        {
            Log.Credential(logger, warning);
        }

        _tables.Set(table);
        if (_loaded.TrySetResult())
        {
            Log.Read(logger, _partition.Topic, table.Offset, table.Rooms.Count, table.Refusals.Count);
        }
    }

    private void Unreadable(Error error)
    {
        var now = Now;
        if (now >= _logAt)
        {
            _logAt = now + LogPause;
            Log.Unreadable(
                logger,
                _partition.Topic,
                error.Reason,
                AccessRemedies.For(error.Code, _partition.Topic, "Read") ?? "Check that the brokers run and can be reached");
        }
    }
}
