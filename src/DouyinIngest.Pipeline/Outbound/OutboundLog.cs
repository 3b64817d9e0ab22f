using System.Collections.Concurrent;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Outbound;

/// <summary>
/// Reads the outbound topic and the results topic, both whole, outside of any group: every instance knows every line and what became of it. A thread of
/// its own; everything is posted in the order of each topic.
/// </summary>
internal sealed partial class OutboundLog : IAsyncDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookInterval = TimeSpan.FromSeconds(10);

    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly TopicPartition _lines;
    private readonly TopicPartition _results;
    private readonly Action<OutboundMessage> _post;
    private readonly TimeProvider _time;
    private readonly LogGate _logGate;
    private readonly ILogger<OutboundLog> _logger;
    private readonly ConcurrentQueue<int> _questions = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Dictionary<string, long> _next = new(StringComparer.Ordinal);
    private long _lookedAt;
    private Task? _loop;

    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    public OutboundLog(KafkaOptions kafka, Action<OutboundMessage> post, TimeProvider time, ILogger<OutboundLog> logger)
    {
        _lines = new TopicPartition(kafka.OutboundTopic, 0);
        _results = new TopicPartition(kafka.OutboundResultsTopic, 0);
        _post = post;
        _time = time;
        _logGate = new LogGate(time);
        _logger = logger;
        var settings = new ConsumerConfig(ClientSettings.ForAdmin(kafka).ToDictionary(StringComparer.Ordinal))
        {
            ClientId = "douyin-ingest-outbound",
            GroupId = "douyin-ingest-outbound",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnablePartitionEof = true,
            FetchWaitMaxMs = 100,
            FetchErrorBackoffMs = 100,
            ReconnectBackoffMaxMs = 1000,
            AllowAutoCreateTopics = false,
            QueuedMaxMessagesKbytes = 16 * 1024,
        };
        try
        {
            _consumer = new ConsumerBuilder<byte[]?, byte[]?>(settings).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new KafkaSettingsException($"a setting under {ClientSettings.Section} is refused by librdkafka: {e.Message}");
        }
    }

    public void Start() => _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Asks for the end of the results; the answer is posted, however long the brokers are away.</summary>
    public void AskResultsEnd(int question) => _questions.Enqueue(question);

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
        Assign();
        _lookedAt = _time.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            Answer();
            Look();
            try
            {
                Take(_consumer.Consume(Poll));
            }
            catch (ConsumeException e)
            {
                Told(e.ConsumerRecord?.Topic ?? _lines.Topic, e.Error);
                _stop.Token.WaitHandle.WaitOne(Poll);
            }
        }

        _consumer.Close();
    }

    private void Assign() => _consumer.Assign(
        new[] { _results, _lines }.Select(at => new TopicPartitionOffset(at, _next.TryGetValue(at.Topic, out var next) ? next : Offset.Beginning)));

    private void Take(ConsumeResult<byte[]?, byte[]?>? read)
    {
        if (read is null)
        {
            return;
        }

        var isLine = string.Equals(read.Topic, _lines.Topic, StringComparison.Ordinal);
        var offset = read.Offset.Value;
        if (read.IsPartitionEOF)
        {
            _next[read.Topic] = Math.Max(_next.GetValueOrDefault(read.Topic), offset);
            _post(isLine ? new OutboundMessage.LinesReadTo(offset) : new OutboundMessage.ResultsReadTo(offset));
            return;
        }

        _next[read.Topic] = offset + 1;
        var at = read.Message.Timestamp.UnixTimestampMs;
        _post(isLine
            ? new OutboundMessage.LineRead(OutboundLineParser.Parse(read.Message.Key, read.Message.Value, new LineId(offset, at)))
            : new OutboundMessage.ResultRead(OutboundResultJson.Read(read.Message.Value), offset, at));
    }

    private void Answer()
    {
        // Only what stands there now: a question that fails is put again behind it.
        for (var left = _questions.Count; left > 0 && _questions.TryDequeue(out var question); left--)
        {
            try
            {
                var end = _consumer.QueryWatermarkOffsets(_results, AskTimeout).High.Value;
                _post(new OutboundMessage.EndIs(question, end));
            }
            catch (KafkaException e)
            {
                Told(_results.Topic, e.Error);
                _questions.Enqueue(question);
            }
        }
    }

    /// <summary>A topic whose end is before our place was made anew: it is read from its beginning.</summary>
    private void Look()
    {
        if (_time.GetElapsedTime(_lookedAt) < LookInterval)
        {
            return;
        }

        _lookedAt = _time.GetTimestamp();
        try
        {
            var lines = IsReplaced(_lines);
            var results = IsReplaced(_results);
            if (lines || results)
            {
                Assign();
            }

            if (results)
            {
                _post(new OutboundMessage.ResultsReplaced());
            }

            if (lines)
            {
                _post(new OutboundMessage.LinesReplaced());
            }
        }
        catch (KafkaException e)
        {
            Told(_lines.Topic, e.Error);
        }
    }

    private bool IsReplaced(TopicPartition partition)
    {
        if (!_next.TryGetValue(partition.Topic, out var next) || _consumer.QueryWatermarkOffsets(partition, AskTimeout).High.Value >= next)
        {
            return false;
        }

        Log.Replaced(_logger, partition.Topic, next);
        return _next.Remove(partition.Topic);
    }

    private void Told(string topic, Error error)
    {
        if (_logGate.Opens(topic + error.Code))
        {
            Log.Unreadable(_logger, topic, error.Reason, AccessRemedies.For(error.Code, topic, "Read") ?? "Check that the brokers run and can be reached");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Topic {Topic} cannot be read for now: {Reason}. No line is said meanwhile; it goes on by itself. {Remedy}", EventName = "OutboundUnreadable")]
        public static partial void Unreadable(ILogger logger, string topic, string reason, string remedy);

        [LoggerMessage(2, LogLevel.Warning, "Topic {Topic} is not the log that was read before (its end is below offset {Offset}): it is read anew from the beginning", EventName = "OutboundReplaced")]
        public static partial void Replaced(ILogger logger, string topic, long offset);
    }
}
