using System.Runtime.InteropServices;
using DouyinIngest.Pipeline.Topics.Native;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>
/// Puts events on their topics by an idempotent producer. Publishers must have stopped before it is disposed; what is not confirmed then
/// never settles, so that nobody takes it for delivered.
/// </summary>
internal sealed partial class KafkaEventSink : IEventSink, INativeProducerListener, IAsyncDisposable
{
    private const int FlushSliceMilliseconds = 100;
    private const int FreeAttempts = 50;
    private static readonly TimeSpan FlushPause = TimeSpan.FromMilliseconds(20);

    private readonly KafkaOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<KafkaEventSink> _logger;
    private readonly TopicsMetrics _metrics;
    private readonly IEventWriter _writer;
    private readonly ThreadLocal<RecordBuffer> _buffers = new(static () => new RecordBuffer());
    private readonly LogGate _logGate;
    private readonly RateGate _deadLetterRate;
    private readonly TaskCompletionSource<string> _fatal = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly NativeProducer _producer;
    private readonly TopicLane[] _lanes;  // by kind; the dead letters' lane stands at 0, that of the topic other, if it is on, behind them
    private readonly TopicLane? _other;
    private readonly Action<HeldRecord, int>[] _putAside;
    private readonly StallWatch[] _stalls;
    private readonly Lock _healthGate = new();
    private KafkaHealth _health = new(0, null, null);
    private long _publishedWhenDown;
    private int _disposed;

    /// <summary>Makes the producer; it connects by itself, in the background.</summary>
    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    public KafkaEventSink(KafkaOptions options, TopicsMetrics metrics, TimeProvider time, ILogger<KafkaEventSink> logger)
    {
        _options = options;
        _metrics = metrics;
        _time = time;
        _logger = logger;
        _writer = options.ValueFormat == ValueFormat.Protobuf ? new ProtobufEventWriter() : new JsonEventWriter();
        _logGate = new LogGate(time);
        _deadLetterRate = new RateGate(options.DeadLettersPerSecond, time);
        _producer = new NativeProducer(ClientSettings.ForProducer(options), this);
        var names = new TopicNames(options);
        _lanes = [new TopicLane(_producer.Topic(names.DeadLetter), isLast: true, time)];
        foreach (string name in names.Events)
        {
            _lanes = [.. _lanes, new TopicLane(_producer.Topic(name), isLast: false, time)];
        }

        if (names.Other is { } other)
        {
            _other = new TopicLane(_producer.Topic(other), isLast: false, time);
            _lanes = [.. _lanes, _other];
        }

        _putAside = [.. _lanes.Select(lane => (Action<HeldRecord, int>)((record, error) => PutAside(lane, record, error)))];
        _stalls = [.. _lanes.Select(_ => new StallWatch(time))];
        _producer.Start();
    }

    /// <summary>How the producer stands.</summary>
    public KafkaHealth Health => Volatile.Read(ref _health);

    /// <summary>Completes, with the reason, when the producer is dead for good: the process must end, non-zero.</summary>
    public Task<string> FatalError => _fatal.Task;

    /// <summary>Records handed over and neither confirmed nor abandoned.</summary>
    public long Unsettled
    {
        get
        {
            long count = 0;
            foreach (TopicLane lane in _lanes)
            {
                count += lane.UnderWay + lane.Held;
            }

            return count;
        }
    }

    /// <summary>Records that wait with us, since their topic refuses them for now.</summary>
    public long Held
    {
        get
        {
            long count = 0;
            foreach (TopicLane lane in _lanes)
            {
                count += lane.Held;
            }

            return count;
        }
    }

    /// <inheritdoc/>
    public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
    {
        TopicLane lane = _lanes[(int)e.Kind];
        ReadOnlySpan<byte> value = _writer.Write(in e, room, _buffers.Value!);
        nint headers = _options.CloudEvents ? CloudEvents.Headers(in e, room, _writer.ContentType) : 0;
        int bytes = value.Length + room.Key.Length;
        delivery.Begin(bytes);
        int error = lane.Send(value, room.Key, headers, delivery, bytes);
        if (error != 0)
        {
            PutAside(lane, new HeldRecord(value.ToArray(), room.Key, headers, delivery, bytes), error);
        }
    }

    /// <inheritdoc/>
    public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery)
    {
        if (_other is not { } lane)
        {
            return;
        }

        nint headers = about.ToNative(room);
        int bytes = raw.Length + room.Key.Length;
        delivery.Begin(bytes);
        int error = lane.Send(raw, room.Key, headers, delivery, bytes);
        if (error != 0)
        {
            PutAside(lane, new HeldRecord(raw.ToArray(), room.Key, headers, delivery, bytes), error);
        }
    }

    /// <inheritdoc/>
    public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
    {
        if (!_deadLetterRate.TryTake())
        {
            _metrics.DeadLetterSuppressed();
            return;
        }

        string word = DropReasons.Word(reason);
        var about = new DeadLetterHeaders(room.LiveId, DeadLetterHeaders.Printable(method), stage, word, "", "", raw.Length);
        byte[] kept = Cut(raw);
        int bytes = kept.Length + room.Key.Length;
        delivery.Begin(bytes);
        Bury(new HeldRecord(kept, room.Key, about.ToNative(room.Key), delivery, bytes), about);
    }

    /// <summary>Waits until every record has settled; false when <paramref name="timeout"/> was not enough.</summary>
    public async Task<bool> FlushAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        long start = _time.GetTimestamp();
        while (Unsettled != 0)
        {
            if (_time.GetElapsedTime(start) >= timeout || FatalError.IsCompleted)
            {
                return false;
            }

            await Task.Run(() => _producer.Flush(FlushSliceMilliseconds), cancellationToken);
            if (Unsettled != 0)
            {
                await Task.Delay(FlushPause, _time, cancellationToken);
            }
        }

        return true;
    }

    /// <summary>Ends the producer with an error, as if it had come about by itself; for tests.</summary>
    internal void FailForTest(int error, string reason) => _producer.FailForTest(error, reason);

    /// <summary>Brings the instruments up to date; to be called before they are read.</summary>
    public void Collect()
    {
        Span<long> published = stackalloc long[(int)EventKind.Room];
        long underWay = _lanes[0].UnderWay;
        long held = _lanes[0].Held;
        for (int i = 1; i < _lanes.Length; i++)
        {
            if (_lanes[i] != _other)
            {
                published[i - 1] = _lanes[i].Published;
            }

            underWay += _lanes[i].UnderWay;
            held += _lanes[i].Held;
        }

        _metrics.Counts(published, underWay, held);
    }

    /// <summary>Abandons what is not confirmed and frees the producer.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        foreach (TopicLane lane in _lanes)
        {
            lane.Close();
        }

        bool freed = await Task.Run(() => _producer.Free(() => Array.TrueForAll(_lanes, lane => lane.UnderWay == 0), FreeAttempts));
        if (!freed)
        {
            Log.NotFreed(_logger);
        }

        _buffers.Dispose();
    }

    unsafe void INativeProducerListener.OnReport(RdMessage* message)
    {
        TopicLane lane = LaneOf(message->Topic);
        var handle = GCHandle.FromIntPtr(message->Opaque);
        object target = handle.Target!;
        if (message->Error != 0)
        {
            Refused(lane, message, target, handle);
        }
        else if (target is Delivery delivery)
        {
            delivery.Settle((int)message->Length + (int)message->KeyLength);
        }
        else
        {
            var record = (HeldRecord)target;
            handle.Free();
            record.Delivery.Settle(record.Bytes);
        }

        lane.Reported(published: message->Error == 0);
    }

    void INativeProducerListener.OnError(int error, string reason)
    {
        bool allDown = (Confluent.Kafka.ErrorCode)error == Confluent.Kafka.ErrorCode.Local_AllBrokersDown;
        _publishedWhenDown = TotalPublished();
        Tell(health => health with { BrokersUp = allDown ? 0 : health.BrokersUp, LastError = reason });
        if (_logGate.Opens(allDown ? "all_brokers_down" : "client_error"))
        {
            Log.ClientError(_logger, reason);
        }
    }

    void INativeProducerListener.OnFatal(string reason)
    {
        Tell(health => health with { LastError = reason, Fatal = reason });
        if (_fatal.TrySetResult(reason))
        {
            Log.Fatal(_logger, reason);
        }
    }

    void INativeProducerListener.OnStatistics(ReadOnlySpan<byte> json)
    {
        KafkaStatistics statistics = KafkaStatistics.Parse(json);
        _metrics.Statistics(in statistics);
        int up = statistics.BrokersUp;
        Tell(health => health with { BrokersUp = up, LastError = up > 0 ? null : health.LastError });
    }

    void INativeProducerListener.OnLog(int level, string facility, string text) => Log.Client(_logger, level, facility, text);

    void INativeProducerListener.OnTurn()
    {
        for (int i = 0; i < _lanes.Length; i++)
        {
            TopicLane lane = _lanes[i];
            lane.Sweep(_putAside[i]);
            if (lane.TakeRefusal() is var refusal and not 0)
            {
                TellRetry(lane, refusal);
            }

            if (_stalls[i].IsStalled(lane.Published, lane.UnderWay + lane.Held) && _logGate.Opens("stalled" + lane.Name))
            {
                Log.Stalled(_logger, lane.Name, lane.UnderWay + lane.Held);
            }
        }

        // A confirmation proves a broker sooner than the next statistics do.
        if (Health is { BrokersUp: 0, Fatal: null } && TotalPublished() > _publishedWhenDown)
        {
            Tell(static health => health with { BrokersUp = 1, LastError = null });
        }
    }

    // Callbacks come on several threads at once. Dead stays dead, whatever comes after.
    private void Tell(Func<KafkaHealth, KafkaHealth> change)
    {
        lock (_healthGate)
        {
            KafkaHealth health = Health.Fatal is null ? change(Health) : Health;
            health = health.Fatal is null ? health : health with { BrokersUp = 0 };
            Volatile.Write(ref _health, health);
            _metrics.Health(health);
        }
    }

    private long TotalPublished()
    {
        long total = 0;
        foreach (TopicLane lane in _lanes)
        {
            total += lane.Published;
        }

        return total;
    }

    private TopicLane LaneOf(nint topic)
    {
        foreach (TopicLane lane in _lanes)
        {
            if (lane.Handle == topic)
            {
                return lane;
            }
        }

        throw new InvalidOperationException("a report for a topic that is not ours");
    }
}
