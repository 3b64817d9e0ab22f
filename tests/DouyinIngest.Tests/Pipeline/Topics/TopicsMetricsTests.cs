using System.Text;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Telemetry;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class TopicsMetricsTests
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly TopicsMetrics _metrics;

    public TopicsMetricsTests() => _metrics = new TopicsMetrics(_registry);

    [Fact]
    public async Task New_EveryLabelOfAClosedSet_StandsAtZero()
    {
        string[] lines = await LinesAsync();
        foreach (string kind in (string[])["chat", "gift", "like", "enter", "follow", "share", "room"])
        {
            Assert.Contains($"douyin_kafka_published_events_total{{kind=\"{kind}\"}} 0", lines);
        }

        Assert.All(Verdicts.Labels, error => Assert.Contains($"douyin_kafka_produce_errors_total{{error_type=\"{error}\"}} 0", lines));
        Assert.DoesNotContain(lines, l => l.Contains("kind=\"none\"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("reason=\"none\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(DropReason.BadEnvelope, "frame")]
    [InlineData(DropReason.BadCompression, "frame")]
    [InlineData(DropReason.InflatedTooLarge, "frame")]
    [InlineData(DropReason.RatioTooHigh, "frame")]
    [InlineData(DropReason.BadResponse, "frame")]
    [InlineData(DropReason.TooManyMessages, "frame")]
    [InlineData(DropReason.UnknownPayloadType, "frame")]
    [InlineData(DropReason.BadMessage, "message")]
    [InlineData(DropReason.StringTooLong, "message")]
    [InlineData(DropReason.UnknownMethod, "message")]
    public async Task New_DeadLetters_AreAnnouncedUnderTheirStage(DropReason reason, string stage)
        => Assert.Contains($"douyin_kafka_dead_letters_total{{stage=\"{stage}\",reason=\"{DropReasons.Word(reason)}\"}} 0", await LinesAsync());

    [Fact]
    public async Task Counts_AreTakenOverByKindAndNeverGoBack()
    {
        _metrics.Counts([1, 2, 3, 4, 5, 6, 7], underWay: 10, held: 4);
        _metrics.Counts([1, 2, 3, 4, 5, 6, 9], underWay: 3, held: 0);
        string[] lines = await LinesAsync();
        Assert.Contains("douyin_kafka_published_events_total{kind=\"chat\"} 1", lines);
        Assert.Contains("douyin_kafka_published_events_total{kind=\"gift\"} 2", lines);
        Assert.Contains("douyin_kafka_published_events_total{kind=\"share\"} 6", lines);
        Assert.Contains("douyin_kafka_published_events_total{kind=\"room\"} 9", lines);
        Assert.Contains("douyin_kafka_unacked_records 3", lines);
        Assert.Contains("douyin_kafka_held_records 0", lines);
    }

    [Fact]
    public async Task Counts_HeldRecords_AreUnackedToo()
    {
        _metrics.Counts(new long[7], underWay: 10, held: 4);
        string[] lines = await LinesAsync();
        Assert.Contains("douyin_kafka_unacked_records 14", lines);
        Assert.Contains("douyin_kafka_held_records 4", lines);
    }

    [Fact]
    public async Task Statistics_AreInBaseUnits()
    {
        _metrics.Statistics(new KafkaStatistics(2, 33, 4_444, TimeSpan.FromMilliseconds(250))
        {
            QueueTimeP99 = TimeSpan.FromMilliseconds(12),
            ThrottleP99 = TimeSpan.FromMilliseconds(1_500),
            Retries = 7,
            Timeouts = 3,
            SentBytes = 5_000_000_000,
        });
        _metrics.Statistics(new KafkaStatistics(2, 33, 4_444, TimeSpan.FromMilliseconds(250)) { QueueTimeP99 = TimeSpan.FromMilliseconds(12), ThrottleP99 = TimeSpan.FromMilliseconds(1_500), Retries = 8 });
        string[] lines = await LinesAsync();
        Assert.Contains("douyin_kafka_producer_queue_records 33", lines);
        Assert.Contains("douyin_kafka_producer_queue_bytes 4444", lines);
        Assert.Contains("douyin_kafka_broker_rtt_seconds 0.25", lines);
        Assert.Contains("douyin_kafka_queue_seconds 0.012", lines);
        Assert.Contains("douyin_kafka_throttle_seconds 1.5", lines);
        Assert.Contains("douyin_kafka_request_retries_total 8", lines);
        Assert.Contains("douyin_kafka_request_timeouts_total 3", lines);
        Assert.Contains("douyin_kafka_sent_bytes_total 5000000000", lines);
    }

    [Fact]
    public async Task Health_TellsBrokersAndDeath()
    {
        _metrics.Health(new KafkaHealth(3, null, null));
        string[] alive = await LinesAsync();
        Assert.Contains("douyin_kafka_brokers_up 3", alive);
        Assert.Contains("douyin_kafka_producer_fatal 0", alive);
        _metrics.Health(new KafkaHealth(0, "e", "dead"));
        string[] dead = await LinesAsync();
        Assert.Contains("douyin_kafka_brokers_up 0", dead);
        Assert.Contains("douyin_kafka_producer_fatal 1", dead);
    }

    [Fact]
    public async Task Failures_AreCountedUnderTheirLabels()
    {
        _metrics.Failed("authorization");
        _metrics.Failed("authorization");
        _metrics.DeadLettered("record", "msg_size_too_large");
        _metrics.DeadLetterSuppressed();
        string[] lines = await LinesAsync();
        Assert.Contains("douyin_kafka_produce_errors_total{error_type=\"authorization\"} 2", lines);
        Assert.Contains("douyin_kafka_produce_errors_total{error_type=\"other\"} 0", lines);
        Assert.Contains("douyin_kafka_dead_letters_total{stage=\"record\",reason=\"msg_size_too_large\"} 1", lines);
        Assert.Contains("douyin_kafka_dead_letters_suppressed_total 1", lines);
    }

    [Fact]
    public async Task Names_ArePrefixedAndInTheirUnits()
    {
        string[] names = [.. (await LinesAsync()).Where(l => l.StartsWith("# TYPE", StringComparison.Ordinal)).Select(l => l[7..])];
        Assert.All(names, n => Assert.StartsWith("douyin_kafka_", n, StringComparison.Ordinal));
        Assert.All(names.Where(n => n.EndsWith(" counter", StringComparison.Ordinal)), n => Assert.EndsWith("_total counter", n, StringComparison.Ordinal));
        Assert.DoesNotContain(names, n => n.Contains("receive_to_ack", StringComparison.Ordinal));
    }

    private async Task<string[]> LinesAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n');
    }
}
