using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class SmallPartsTests
{
    [Theory]
    [InlineData(ErrorCode.MsgSizeTooLarge, "DeadLetter")]
    [InlineData(ErrorCode.InvalidMsg, "DeadLetter")]
    [InlineData(ErrorCode.InvalidRecord, "DeadLetter")]
    [InlineData(ErrorCode.TopicAuthorizationFailed, "Retry")]
    [InlineData(ErrorCode.ClusterAuthorizationFailed, "Retry")]
    [InlineData(ErrorCode.UnknownTopicOrPart, "Retry")]
    [InlineData(ErrorCode.Local_UnknownTopic, "Retry")]
    [InlineData(ErrorCode.Local_QueueFull, "Retry")]
    [InlineData(ErrorCode.Local_MsgTimedOut, "Retry")]
    [InlineData(ErrorCode.Unknown, "Retry")]
    [InlineData(ErrorCode.Local_PurgeQueue, "Abandon")]
    [InlineData(ErrorCode.Local_PurgeInflight, "Abandon")]
    [InlineData(ErrorCode.Local_Fatal, "Abandon")]
    public void Verdict_OfAnError_IsAsTheTableHasIt(ErrorCode error, string verdict)
    {
        Assert.Equal(verdict, Verdicts.Of((int)error).ToString());
        Assert.Contains(Verdicts.Label((int)error), Verdicts.Labels, StringComparer.Ordinal);
    }

    [Fact]
    public void Delivery_SettlesAndSeals_CompletesOnceAtTheLast()
    {
        var delivery = new CountingDelivery();
        delivery.Begin(10);
        delivery.Begin(5);
        delivery.Settle(10);
        delivery.Seal();
        Assert.False(delivery.IsComplete);
        Assert.Equal(5, delivery.InFlight);
        delivery.Settle(5);
        Assert.True(delivery.IsComplete);
        Assert.Equal(1, delivery.Completions);
    }

    [Fact]
    public void Delivery_RecordAbandoned_NeverCompletes()
    {
        var delivery = new CountingDelivery();
        delivery.Begin(10);
        Assert.NotEqual(0, delivery.Handle);
        delivery.Seal();
        delivery.Abandon();
        Assert.False(delivery.IsComplete);
        Assert.Equal(0, delivery.Completions);
    }

    [Fact]
    public void LogGate_SameReason_OpensOnceAMinute()
    {
        var time = new FakeTimeProvider();
        var gate = new LogGate(time);
        Assert.True(gate.Opens("a"));
        Assert.False(gate.Opens("a"));
        Assert.True(gate.Opens("b"));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.True(gate.Opens("a"));
        Assert.False(gate.Opens("a"));
    }

    [Fact]
    public void RateGate_Emptied_RefillsWithTime()
    {
        var time = new FakeTimeProvider();
        var gate = new RateGate(2, time);
        Assert.True(gate.TryTake());
        Assert.True(gate.TryTake());
        Assert.False(gate.TryTake());
        time.Advance(TimeSpan.FromMilliseconds(500));
        Assert.True(gate.TryTake());
        Assert.False(gate.TryTake());
        time.Advance(TimeSpan.FromHours(1));
        Assert.True(gate.TryTake() && gate.TryTake());
        Assert.False(gate.TryTake());
    }

    [Fact]
    public void StallWatch_NothingConfirmedForTenSeconds_IsStalledUntilItMoves()
    {
        var time = new FakeTimeProvider();
        var watch = new StallWatch(time);
        Assert.False(watch.IsStalled(5, 3));
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(watch.IsStalled(5, 3));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(watch.IsStalled(5, 3));
        Assert.False(watch.IsStalled(6, 2));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(watch.IsStalled(6, 0));
        Assert.False(watch.IsStalled(6, 1));
    }

    [Fact]
    public void Statistics_Parse_TakesBrokersQueueAndSlowestRoundTrip()
    {
        KafkaStatistics statistics = KafkaStatistics.Parse("""
            {"msg_cnt":7,"msg_size":900,"tx_bytes":0,"brokers":{
              "boot":{"nodeid":-1,"state":"UP","rtt":{"p99":99999}},
              "a":{"nodeid":1,"state":"UP","rtt":{"p99":1500},"int_latency":{"p99":0},"throttle":{"p99":0},"txretries":0,"req_timeouts":0},
              "b":{"nodeid":2,"state":"TRY_CONNECT","rtt":{"p99":2500},"int_latency":{"p99":0},"throttle":{"p99":0},"txretries":0,"req_timeouts":0}}}
            """u8);
        Assert.Equal(new KafkaStatistics(1, 7, 900, TimeSpan.FromMicroseconds(2500)), statistics);
    }

    [Theory]
    [InlineData(0, null, false)]
    [InlineData(1, null, true)]
    [InlineData(1, "dead", false)]
    public void Health_IsReady_OnlyWithABrokerAndAlive(int brokers, string? fatal, bool ready) => Assert.Equal(ready, new KafkaHealth(brokers, null, fatal).IsReady);

    [Theory]
    [InlineData(DropReason.BadEnvelope, "bad_envelope")]
    [InlineData(DropReason.UnknownPayloadType, "unknown_payload_type")]
    [InlineData(DropReason.StringTooLong, "string_too_long")]
    public void DropReason_Word_IsSnakeCase(DropReason reason, string word) => Assert.Equal(word, DropReasons.Word(reason));

    [Fact]
    public void Printable_LongAndDirty_IsCutAndCleaned()
    {
        Assert.Equal("Webcast?", DeadLetterHeaders.Printable("Webcast\n"u8));
        Assert.Equal(64, DeadLetterHeaders.Printable(new byte[200]).Length);
    }
}
