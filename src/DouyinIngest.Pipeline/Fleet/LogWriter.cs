using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>
/// Writes claims, answers, finals and checkpoints. A producer of its own, so that they never wait behind events; in order per partition.
/// While the brokers are away they wait in its queue.
/// </summary>
internal sealed partial class LogWriter : IAsyncDisposable
{
    private readonly IProducer<byte[], byte[]?> _producer;
    private readonly string _topic;
    private readonly ILogger<LogWriter> _logger;
    private readonly FleetMetrics _metrics;
    private readonly Action<DeliveryReport<byte[], byte[]?>> _reported;
    private readonly LogGate _logGate;
    private readonly TaskCompletionSource<string> _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _waiting;

    public LogWriter(KafkaOptions kafka, FleetMetrics metrics, TimeProvider time, ILogger<LogWriter> logger)
    {
        _topic = kafka.CheckpointTopic;
        _logger = logger;
        _metrics = metrics;
        _reported = Reported;
        _logGate = new LogGate(time);
        var settings = new ProducerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = "douyin-ingest-log",
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 0,
            MessageTimeoutMs = 0,
            CompressionType = CompressionType.Lz4,
            ReconnectBackoffMaxMs = 1000,
        };
        _producer = new ProducerBuilder<byte[], byte[]?>(settings)
            .SetErrorHandler((_, error) => OnError(error))
            .SetLogHandler((_, log) => Log.Client(_logger, log.Facility, log.Message))
            .Build();
    }

    /// <summary>Completes, with the reason, when nothing can be written any more: the process must end.</summary>
    public Task<string> Failed => _failed.Task;

    /// <summary>Records handed over and not yet confirmed.</summary>
    public long Waiting => Interlocked.Read(ref _waiting);

    /// <summary>Hands a record over; on any thread. Null is a tombstone. False: the queue is full, and the record was not taken.</summary>
    /// <param name="partition">Of the checkpoint topic.</param>
    /// <param name="key">The live id, or a key of ours.</param>
    /// <param name="value">The record.</param>
    /// <param name="done">Called on a thread of the client: true, the brokers have it; false, they refuse it for good.</param>
    public bool TryWrite(int partition, string key, IMessage? value, Action<bool>? done = null)
    {
        var bytes = value?.ToByteArray();
        var message = new Message<byte[], byte[]?> { Key = Encoding.UTF8.GetBytes(key), Value = bytes };
        Interlocked.Increment(ref _waiting);
        try
        {
            _producer.Produce(new TopicPartition(_topic, partition), message, done is null ? _reported : report => Reported(report, done));
            _metrics.LogWritten(message.Key.Length + (bytes?.Length ?? 0));
            return true;
        }
        catch (ProduceException<byte[], byte[]?> e)
        {
            Interlocked.Decrement(ref _waiting);
            Log.NotTaken(_logger, e.Error.Reason);
            return false;
        }
    }

    /// <summary>Waits until everything is confirmed; false when <paramref name="timeout"/> was not enough.</summary>
    public Task<bool> FlushAsync(TimeSpan timeout) => Task.Run(() => _producer.Flush(timeout) == 0);

    public ValueTask DisposeAsync()
    {
        _producer.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Reported(DeliveryReport<byte[], byte[]?> report)
    {
        Interlocked.Decrement(ref _waiting);
        if (report.Error.IsError)
        {
            _metrics.LogFailed();
            if (_logGate.Opens(report.Error.Code.ToString()))
            {
                Log.Failed(_logger, _topic, report.Error.Reason, AccessRemedies.For(report.Error.Code, _topic, "Write") ?? "Raise its max.message.bytes if records are too large for it");
            }
        }
    }

    private void Reported(DeliveryReport<byte[], byte[]?> report, Action<bool> done)
    {
        Reported(report);
        done(!report.Error.IsError);
    }

    private void OnError(Error error)
    {
        if (error.IsFatal)
        {
            _failed.TrySetResult(error.Reason);
        }
        else
        {
            Log.Client(_logger, "error", error.Reason);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The checkpoint topic {Topic} refuses a record: {Reason}. Without it nothing is claimed, and successors start from older places. {Remedy}", EventName = "LogRecordRefused")]
        public static partial void Failed(ILogger logger, string topic, string reason, string remedy);

        [LoggerMessage(2, LogLevel.Warning, "A record of the checkpoint topic was not taken: {Reason}", EventName = "LogRecordNotTaken")]
        public static partial void NotTaken(ILogger logger, string reason);

        [LoggerMessage(3, LogLevel.Debug, "{Facility}: {Text}", EventName = "LogWriterClient")]
        public static partial void Client(ILogger logger, string facility, string text);
    }
}
