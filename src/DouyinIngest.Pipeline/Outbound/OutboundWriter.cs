using System.Globalization;
using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>Writes results, by a producer of its own. While the brokers are away they wait in its queue; what is refused is written again until somebody mends the rights.</summary>
internal sealed partial class OutboundWriter : IAsyncDisposable
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(1);

    private readonly IProducer<byte[], byte[]> _producer;
    private readonly string _topic;
    private readonly TimeProvider _time;
    private readonly LogGate _logGate;
    private readonly ILogger<OutboundWriter> _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _waits = [];

    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    public OutboundWriter(KafkaOptions kafka, TimeProvider time, ILogger<OutboundWriter> logger)
    {
        _topic = kafka.OutboundResultsTopic;
        _time = time;
        _logGate = new LogGate(time);
        _logger = logger;
        var settings = new ProducerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = "douyin-ingest-outbound",
            EnableIdempotence = true,
            Acks = Acks.All,
            LingerMs = 0,
            MessageTimeoutMs = 0,
            CompressionType = CompressionType.Lz4,
            ReconnectBackoffMaxMs = 1000,
        };
        try
        {
            _producer = new ProducerBuilder<byte[], byte[]>(settings).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new KafkaSettingsException($"a setting under {ClientSettings.Section} is refused by librdkafka: {e.Message}");
        }
    }

    public void Write(OutboundResult result)
    {
        var record = new Message<byte[], byte[]>
        {
            // By line, so that who compacts a copy of the topic keeps the last word about each.
            Key = Encoding.ASCII.GetBytes(result.Line.Offset.ToString(CultureInfo.InvariantCulture)),
            Value = OutboundResultJson.Write(result, _time.GetUtcNow()),
        };
        Produce(record);
    }

    /// <summary>Waits until everything is confirmed; false when <paramref name="timeout"/> was not enough.</summary>
    public Task<bool> FlushAsync(TimeSpan timeout) => Task.Run(() => _producer.Flush(timeout) == 0);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        Task[] waits;
        lock (_lock)
        {
            waits = [.. _waits];
        }

        await Task.WhenAll(waits).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _producer.Dispose();
        _stop.Dispose();
    }

    private void Produce(Message<byte[], byte[]> record)
    {
        try
        {
            _producer.Produce(new TopicPartition(_topic, 0), record, report =>
            {
                if (report.Error.IsError)
                {
                    Later(record, report.Error);
                }
            });
        }
        catch (ProduceException<byte[], byte[]> e)
        {
            Later(record, e.Error);
        }
    }

    private void Later(Message<byte[], byte[]> record, Error error)
    {
        if (_logGate.Opens(error.Code.ToString()))
        {
            Log.Refused(_logger, _topic, error.Reason, AccessRemedies.For(error.Code, _topic, "Write") ?? "It is written again every second");
        }

        lock (_lock)
        {
            if (!_stop.IsCancellationRequested)
            {
                var wait = AgainAsync(record);
                _waits.Add(wait);
                _ = wait.ContinueWith(Forget, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
    }

    private void Forget(Task wait)
    {
        lock (_lock)
        {
            _waits.Remove(wait);
        }
    }

    private async Task AgainAsync(Message<byte[], byte[]> record)
    {
        await Task.Delay(Again, _time, _stop.Token);
        Produce(record);
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The results topic {Topic} refuses a record: {Reason}. Its line has no result yet. {Remedy}", EventName = "OutboundResultRefused")]
        public static partial void Refused(ILogger logger, string topic, string reason, string remedy);
    }
}
