using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Prometheus;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The instruments of the last stage. Counts of the hot path are plain numbers of the lanes, read when somebody scrapes.</summary>
internal sealed class TopicsMetrics
{
    private readonly Counter.Child[] _published;
    private readonly Counter _errors;
    private readonly Counter _deadLetters;
    private readonly Counter _suppressed;
    private readonly Gauge _unacked;
    private readonly Gauge _held;
    private readonly Gauge _queuedRecords;
    private readonly Gauge _queuedBytes;
    private readonly Gauge _roundTrip;
    private readonly Gauge _queueTime;
    private readonly Gauge _throttle;
    private readonly Counter _retries;
    private readonly Counter _timeouts;
    private readonly Counter _sentBytes;
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
        _unacked = metrics.CreateGauge("douyin_kafka_unacked_records", "Records handed over and not yet confirmed.");
        _held = metrics.CreateGauge("douyin_kafka_held_records", "Records that wait to be sent again, since their topic refuses them. Above zero for long: see douyin_kafka_produce_errors_total.");
        _queuedRecords = metrics.CreateGauge("douyin_kafka_producer_queue_records", "Records in the Kafka client, from its statistics.");
        _queuedBytes = metrics.CreateGauge("douyin_kafka_producer_queue_bytes", "Bytes in the Kafka client, from its statistics.");
        _roundTrip = metrics.CreateGauge("douyin_kafka_broker_rtt_seconds", "The slowest broker's round trip, 99th percentile of the last interval.");
        _queueTime = metrics.CreateGauge("douyin_kafka_queue_seconds", "How long records wait in the Kafka client before they are sent, 99th percentile of the last interval. High with a low round trip: no CPU, or one partition takes all.");
        _throttle = metrics.CreateGauge("douyin_kafka_throttle_seconds", "How long brokers hold answers back, 99th percentile of the last interval. Above zero: a quota of the cluster is met.");
        _retries = metrics.CreateCounter("douyin_kafka_request_retries_total", "Requests that the Kafka client sent again. Many: leaders move, or connections break.");
        _timeouts = metrics.CreateCounter("douyin_kafka_request_timeouts_total", "Requests that a broker did not answer in time. Above zero: a broker hangs, or the way to it loses packets.");
        _sentBytes = metrics.CreateCounter("douyin_kafka_sent_bytes_total", "Bytes sent to the brokers, compressed, requests of all kinds.");
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

    public void Statistics(in KafkaStatistics statistics)
    {
        _queuedRecords.Set(statistics.QueuedRecords);
        _queuedBytes.Set(statistics.QueuedBytes);
        _roundTrip.Set(statistics.RoundTripP99.TotalSeconds);
        _queueTime.Set(statistics.QueueTimeP99.TotalSeconds);
        _throttle.Set(statistics.ThrottleP99.TotalSeconds);
        _retries.IncTo(statistics.Retries);
        _timeouts.IncTo(statistics.Timeouts);
        _sentBytes.IncTo(statistics.SentBytes);
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
