using System.Collections.Concurrent;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>
/// Reads the partitions of the checkpoint topic that we have to do with, each from its beginning, outside of any group. A thread of its own,
/// fed by a queue; everything it reads is posted in order.
/// </summary>
internal sealed partial class LogReader : IAsyncDisposable
{
    private const int MostReadableKeyBytes = 1024;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(1);

    private readonly IConsumer<byte[], byte[]> _consumer;
    private readonly string _topic;
    private readonly Action<FleetMessage> _post;
    private readonly ILogger<LogReader> _logger;
    private readonly ConcurrentQueue<Action> _work = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<int, (int Reading, long Next)> _at = [];
    private readonly LogGate _logGate;
    private Task? _loop;

    public LogReader(KafkaOptions kafka, Action<FleetMessage> post, TimeProvider time, ILogger<LogReader> logger)
    {
        _topic = kafka.CheckpointTopic;
        _post = post;
        _logGate = new LogGate(time);
        _logger = logger;
        var settings = new ConsumerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = "douyin-ingest-reader",
            GroupId = "douyin-ingest-reader",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 100,
            FetchErrorBackoffMs = 100,
            ReconnectBackoffMaxMs = 1000,
            QueuedMaxMessagesKbytes = 32 * 1024,
        };
        _consumer = new ConsumerBuilder<byte[], byte[]>(settings)
            .SetErrorHandler((_, error) => Log.Error(_logger, error.Reason))
            .SetLogHandler((_, log) => Log.Client(_logger, log.Facility, log.Message))
            .Build();
    }

    public void Start() => _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Reads a partition from its beginning and follows it.</summary>
    public void Follow(PartitionReading reading) => _work.Enqueue(() =>
    {
        if (_at.TryAdd(reading.Partition, (reading.Number, 0)))
        {
            _consumer.IncrementalAssign([new TopicPartitionOffset(_topic, reading.Partition, Offset.Beginning)]);
        }
    });

    /// <summary>Follows a partition no longer.</summary>
    public void Forget(int partition) => _work.Enqueue(() =>
    {
        if (_at.Remove(partition))
        {
            _consumer.IncrementalUnassign([new TopicPartition(_topic, partition)]);
        }
    });

    /// <summary>Asks for the end of a partition that is followed; the answer is posted, however long the brokers are away.</summary>
    /// <param name="partition">Which.</param>
    /// <param name="question">Stands in the answer.</param>
    public void AskEnd(int partition, int question) => _work.Enqueue(() => Ask(partition, question));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_loop is { } loop)
        {
            await loop;
        }

        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Run()
    {
        while (!_stop.IsCancellationRequested)
        {
            // Only what stands there now: a question that fails is put again behind it.
            for (var left = _work.Count; left > 0 && _work.TryDequeue(out var work); left--)
            {
                work();
            }

            try
            {
                if (_at.Count > 0)
                {
                    Take(_consumer.Consume(Poll));
                }
                else
                {
                    _stop.Token.WaitHandle.WaitOne(Poll);
                }
            }
            catch (ConsumeException e)
            {
                Told(e.Error);
            }
        }

        _consumer.Close();
    }

    private void Take(ConsumeResult<byte[], byte[]>? read)
    {
        if (read is null || !_at.TryGetValue(read.Partition.Value, out var at))
        {
            return;
        }

        var reading = new PartitionReading(read.Partition.Value, at.Reading);
        var offset = read.Offset.Value;
        if (read.IsPartitionEOF)
        {
            var next = Math.Max(at.Next, offset);
            _at[reading.Partition] = (at.Reading, next);
            _post(new FleetMessage.ReadTo(reading, next));
        }
        else if (offset >= at.Next)
        {
            _at[reading.Partition] = (at.Reading, offset + 1);
            var key = read.Message.Key is { Length: <= MostReadableKeyBytes } bytes ? bytes : [];
            _post(new FleetMessage.RecordRead(reading, new LogRecord(offset, key, read.Message.Value)));
        }
    }

    private void Ask(int partition, int question)
    {
        if (!_at.TryGetValue(partition, out var at))
        {
            return;
        }

        try
        {
            var reading = new PartitionReading(partition, at.Reading);
            var ends = _consumer.QueryWatermarkOffsets(new TopicPartition(_topic, partition), AskTimeout);
            _post(new FleetMessage.EndIs(reading, ends.High.Value, question));

            // At the end already: nothing more may come to say so.
            _post(new FleetMessage.ReadTo(reading, at.Next));
        }
        catch (KafkaException e)
        {
            Told(e.Error);
            AskEnd(partition, question);
        }
    }

    private void Told(Error error)
    {
        if (AccessRemedies.For(error.Code, _topic, "Read") is not { } remedy)
        {
            Log.Error(_logger, error.Reason);
        }
        else if (_logGate.Opens(error.Code.ToString()))
        {
            Log.Denied(_logger, _topic, error.Reason, remedy);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "Reading the checkpoint topic: {Reason}", EventName = "LogReaderError")]
        public static partial void Error(ILogger logger, string reason);

        [LoggerMessage(2, LogLevel.Debug, "{Facility}: {Text}", EventName = "LogReaderClient")]
        public static partial void Client(ILogger logger, string facility, string text);

        [LoggerMessage(3, LogLevel.Error, "The checkpoint topic {Topic} cannot be read: {Reason}. Nothing is claimed here meanwhile. {Remedy}", EventName = "LogDenied")]
        public static partial void Denied(ILogger logger, string topic, string reason, string remedy);
    }
}
