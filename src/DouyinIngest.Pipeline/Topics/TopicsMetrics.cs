using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Prometheus;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The instruments of the last stage. Counts of the hot path are plain numbers of the lanes, read when somebody scrapes.</summary>
internal sealed class TopicsMetrics
{
    private static readonly double[] Seconds = Histogram.ExponentialBuckets(0.0005, 2, 16);

    private readonly Counter.Child[] _published;
    private readonly Counter _errors;
    private readonly Counter _deadLetters;
    private readonly Counter _suppressed;
    private readonly Histogram _receiveToAck;
    private readonly Histogram _sendToAck;
    private readonly Gauge _unacked;
    private readonly Gauge _held;
    private readonly Gauge _queuedRecords;
    private readonly Gauge _queuedBytes;
    private readonly Gauge _roundTrip;
    private readonly Gauge _brokersUp;
    private readonly Gauge _fatal;

    public TopicsMetrics(CollectorRegistry registry)
    {
        MetricFactory metrics = Metrics.WithCustomRegistry(registry);
        Counter published = metrics.CreateCounter("douyin_kafka_published_events_total", "Events that the broker has confirmed, by kind.", "kind");
        _published = [.. Enum.GetValues<EventKind>().Where(k => k != EventKind.None).Select(k => published.WithLabels(EventWords.Of(k)))];
        _errors = metrics.CreateCounter("douyin_kafka_produce_errors_total", "Records refused by client or broker, by error. Authorization and unknown_topic are retried for ever: grant the rights, or run 'topics create'.", "error_type");
        _deadLetters = metrics.CreateCounter("douyin_kafka_dead_letters_total", "Pieces put on the dead-letter topic, by stage and reason. Read that topic to see which.", "stage", "reason");
        _suppressed = metrics.CreateCounter("douyin_kafka_dead_letters_suppressed_total", "Undecodable pieces beyond Kafka:DeadLettersPerSecond: counted, not kept.");
        _receiveToAck = metrics.CreateHistogram("douyin_kafka_receive_to_ack_seconds", "From a frame read off its socket to the broker's confirmation of its last event.", new HistogramConfiguration { Buckets = Seconds });
        _sendToAck = metrics.CreateHistogram("douyin_kafka_send_to_ack_seconds", "From the upstream's send time of a frame to the broker's confirmation of its last event.", new HistogramConfiguration { Buckets = Seconds });
        _unacked = metrics.CreateGauge("douyin_kafka_unacked_records", "Records handed over and not yet confirmed.");
        _held = metrics.CreateGauge("douyin_kafka_held_records", "Records that wait to be sent again, since their topic refuses them. Above zero for long: see douyin_kafka_produce_errors_total.");
        _queuedRecords = metrics.CreateGauge("douyin_kafka_producer_queue_records", "Records in the Kafka client, from its statistics.");
        _queuedBytes = metrics.CreateGauge("douyin_kafka_producer_queue_bytes", "Bytes in the Kafka client, from its statistics.");
        _roundTrip = metrics.CreateGauge("douyin_kafka_broker_rtt_seconds", "The slowest broker's round trip, 99th percentile of the last interval.");
        _brokersUp = metrics.CreateGauge("douyin_kafka_brokers_up", "Brokers that the producer is connected to. Zero: nothing can be delivered.");
        _fatal = metrics.CreateGauge("douyin_kafka_producer_fatal", "1 when the producer is dead for good and the process must be restarted.");
        foreach (string error in Verdicts.Labels)
        {
            _errors.WithLabels(error);
        }

        PreRegisterDeadLetters();
    }

    public void Failed(string errorType) => _errors.WithLabels(errorType).Inc();

    public void DeadLettered(string stage, string reason) => _deadLetters.WithLabels(stage, reason).Inc();

    public void DeadLetterSuppressed() => _suppressed.Inc();

    /// <summary>A frame's delivery is complete. Called once a frame, by the room's delivery.</summary>
    /// <param name="sinceReceived">Since the frame was read.</param>
    /// <param name="sinceSent">Since the upstream sent it, by its clock; null when it did not say. Below zero (clocks differ) counts as zero.</param>
    public void Delivered(TimeSpan sinceReceived, TimeSpan? sinceSent)
    {
        _receiveToAck.Observe(sinceReceived.TotalSeconds);
        if (sinceSent is { } sent)
        {
            _sendToAck.Observe(Math.Max(0, sent.TotalSeconds));
        }
    }

    public void Statistics(in KafkaStatistics statistics)
    {
        _queuedRecords.Set(statistics.QueuedRecords);
        _queuedBytes.Set(statistics.QueuedBytes);
        _roundTrip.Set(statistics.RoundTripP99.TotalSeconds);
    }

    public void Health(KafkaHealth health)
    {
        _brokersUp.Set(health.BrokersUp);
        _fatal.Set(health.Fatal is null ? 0 : 1);
    }

    /// <summary>Takes the lanes' own counts over.</summary>
    /// <param name="published">By kind, in the order of the kinds' numbers.</param>
    /// <param name="underWay">In the client.</param>
    /// <param name="held">Waiting with us.</param>
    public void Counts(ReadOnlySpan<long> published, long underWay, long held)
    {
        for (int i = 0; i < published.Length; i++)
        {
            _published[i].IncTo(published[i]);
        }

        _unacked.Set(underWay + held);
        _held.Set(held);
    }

    private void PreRegisterDeadLetters()
    {
        foreach (DropReason reason in Enum.GetValues<DropReason>())
        {
            if (reason != DropReason.None)
            {
                _deadLetters.WithLabels(reason <= DropReason.UnknownPayloadType ? "frame" : "message", DropReasons.Word(reason));
            }
        }

        _deadLetters.WithLabels("record", "msg_size_too_large");
        _deadLetters.WithLabels("record", "invalid_record");
    }
}
