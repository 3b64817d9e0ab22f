using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Pipeline.Topics.Native;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Topics;

/// <summary>The sink when brokers, topics or the process go away; on a clock of the test's own where time decides.</summary>
public sealed class SinkOutageTests
{
    private static readonly int[] Forbidden = [.. Enumerable.Repeat((int)ErrorCode.TopicAuthorizationFailed, 1_000)];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stalled_TenSecondsWithoutAConfirmation_IsToldOnceAMinute()
    {
        var time = new FakeTimeProvider();
        await using var rig = new SinkRig(time: time);
        await rig.Publish(EventKind.Chat, "first").Complete.Soon();
        rig.Kafka.Down(1);
        rig.Publish(EventKind.Chat, "second");
        Turn(rig);
        time.Advance(TimeSpan.FromSeconds(10));
        await Waiting.UntilAsync(() => rig.Log.Of("TopicStalled").Count > 0);
        time.Advance(TimeSpan.FromSeconds(30));
        Turn(rig);
        (LogLevel level, _, string text) = Assert.Single(rig.Log.Of("TopicStalled"));
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("douyin.live.chat.v1", text, StringComparison.Ordinal);
        Assert.Contains("while 1 records wait", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_ByMissingRights_NamesTheTopicAndTriesAgainAfterASecond()
    {
        var time = new FakeTimeProvider();
        await using var rig = new SinkRig(time: time);
        await rig.Publish(EventKind.Gift, "first").Complete.Soon();
        rig.Kafka.FailProduce((int)ErrorCode.TopicAuthorizationFailed);
        CountingDelivery delivery = rig.Publish(EventKind.Gift, "second");
        await Waiting.UntilAsync(() => rig.Sink.Held == 1);
        (LogLevel level, _, string text) = Assert.Single(rig.Log.Of("TopicRefusesRecords"));
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains("douyin.live.gift.v1", text, StringComparison.Ordinal);
        Assert.Contains("topics create", text, StringComparison.Ordinal);
        Assert.Contains("douyin_kafka_produce_errors_total{error_type=\"authorization\"} 1", await rig.MetricsText(), StringComparison.Ordinal);

        time.Advance(TimeSpan.FromMilliseconds(999));
        Turn(rig);
        Assert.Equal((1, false), (rig.Sink.Held, delivery.IsComplete));

        // The client itself may refuse it once more, until it has asked for the topic again.
        await Waiting.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromMilliseconds(1));
            return delivery.IsComplete;
        });
        Assert.Equal(0, rig.Sink.Held);
    }

    [Fact]
    public async Task Dispose_RecordsHeldByUs_AreAbandonedAndNeverComplete()
    {
        var time = new FakeTimeProvider();
        var rig = new SinkRig(time: time);
        await rig.Publish(EventKind.Chat, "first").Complete.Soon();
        rig.Kafka.FailProduce(Forbidden);
        CountingDelivery[] deliveries = [.. Enumerable.Range(0, 20).Select(i => rig.Publish(EventKind.Chat, $"{i}"))];
        await Waiting.UntilAsync(() => rig.Sink.Held > 0);
        await rig.DisposeAsync();
        await rig.Sink.DisposeAsync();
        Assert.Equal((0, 0), (rig.Sink.Unsettled, rig.Sink.Held));
        Assert.All(deliveries, d => Assert.Equal((0, false), (d.Completions, d.IsComplete)));
        Assert.Empty(rig.Log.Of("KafkaProducerNotFreed"));
    }

    [Fact]
    public async Task Dispose_NothingPublished_IsQuiet()
    {
        await using var rig = new SinkRig();
        await rig.Sink.DisposeAsync();
        Assert.Equal(0, rig.Sink.Unsettled);
        Assert.Empty(rig.Log.Of("KafkaProducerNotFreed"));
        Assert.Throws<ObjectDisposedException>(() => rig.Publish(EventKind.Chat, "late"));
    }

    [Fact]
    public async Task Flush_NothingUnderWay_IsTrueAtOnce()
    {
        await using var rig = new SinkRig(time: new FakeTimeProvider());
        Assert.True(await rig.Sink.FlushAsync(TimeSpan.Zero, Cancelled).Soon());
    }

    [Fact]
    public async Task Flush_Cancelled_Throws()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "first").Complete.Soon();
        rig.Kafka.Down(1);
        rig.Publish(EventKind.Chat, "second");
        using var stop = new CancellationTokenSource();
        Task<bool> flush = rig.Sink.FlushAsync(TimeSpan.FromMinutes(5), stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flush.Soon());
    }

    [Fact]
    public async Task Health_BrokersGone_IsToldByWarningAndComesBack()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "first").Complete.Soon();
        await Waiting.UntilAsync(() => rig.Sink.Health.IsReady);
        rig.Kafka.Down(1);
        await Waiting.UntilAsync(() => !rig.Sink.Health.IsReady);
        Assert.NotNull(rig.Sink.Health.LastError);
        Assert.Null(rig.Sink.Health.Fatal);
        Assert.All(rig.Log.Of("KafkaClientError"), line => Assert.Equal(LogLevel.Warning, line.Level));
        rig.Kafka.Up(1);
        await rig.Publish(EventKind.Chat, "second").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        await Waiting.UntilAsync(() => rig.Sink.Health.IsReady);
        Assert.Null(rig.Sink.Health.LastError);
    }

    [Fact]
    public async Task Fatal_WhatIsPublishedAfter_IsAbandonedAndCounted()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "first").Complete.Soon();
        rig.Sink.FailForTest((int)ErrorCode.OutOfOrderSequenceNumber, "made up");
        await rig.Sink.FatalError.Soon();
        CountingDelivery delivery = rig.Publish(EventKind.Chat, "second");
        await Waiting.UntilAsync(() => rig.Sink.Unsettled == 0);
        Assert.Equal((0, false), (delivery.Completions, delivery.IsComplete));
        Assert.Equal(LogLevel.Critical, Assert.Single(rig.Log.Of("KafkaProducerFatal")).Level);
        Assert.False(rig.Sink.Health.IsReady);
    }

    [Fact]
    public void New_SettingThatTheClientRefuses_ThrowsItsName()
    {
        var options = new KafkaOptions { BootstrapServers = "127.0.0.1:1", Client = { ["no.such.property"] = "1" } };
        KafkaSettingsException e = Assert.Throws<KafkaSettingsException>(() => (object)new KafkaEventSink(options, new TopicsMetrics(Prometheus.Metrics.NewCustomRegistry()), TimeProvider.System, new EventLog<KafkaEventSink>()));
        Assert.Contains("Kafka:Client:no.such.property", e.Message, StringComparison.Ordinal);
    }

    // What the thread that serves reports does at least every 100 ms; done here too, so that nothing is waited for.
    private static void Turn(SinkRig rig) => ((INativeProducerListener)rig.Sink).OnTurn();
}
