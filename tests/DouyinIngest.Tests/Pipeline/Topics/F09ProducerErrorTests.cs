using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics.Native;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using Microsoft.Extensions.Time.Testing;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace DouyinIngest.Tests.Pipeline.Topics;

/// <summary>F09: produce requests that the broker answers with an error, pushed on the mock cluster.</summary>
public sealed class F09ProducerErrorTests
{
    private const int TooLarge = (int)ErrorCode.MsgSizeTooLarge;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ErrorCode.NotLeaderForPartition)]
    [InlineData(ErrorCode.NotEnoughReplicas)]
    [InlineData(ErrorCode.NotEnoughReplicasAfterAppend)]
    [InlineData(ErrorCode.RequestTimedOut)]
    public async Task F09_Retriable_NothingLostRepeatedOrReordered(ErrorCode error)
    {
        await using var rig = new SinkRig(configure: o => o.Client["retry.backoff.max.ms"] = "200");
        await rig.PublishRange(0, 3).Settled();
        rig.Kafka.FailProduce([.. Enumerable.Repeat((int)error, 10_000)]);
        List<CountingDelivery> deliveries = rig.PublishRange(3, 1_500);
        await Task.Delay(TimeSpan.FromMilliseconds(300), TimeProvider.System, Cancelled);
        deliveries.AddRange(rig.PublishRange(1_503, 1_500));
        Assert.All(deliveries, d => Assert.False(d.IsComplete));  // the fault fired

        rig.Kafka.HealProduce();
        await deliveries.Settled();
        ILookup<string, string> rooms = rig.Chats(3_003);
        Assert.Equal(3, rooms.Count);
        for (int room = 0; room < 3; room++)
        {
            Assert.Equal(Enumerable.Range(0, 3_003).Where(i => i % 3 == room).Select(i => $"{i:D5}"), rooms[Encoding.UTF8.GetString(Samples.RoomOf(room).Key)]);
        }

        Assert.All(deliveries, d => Assert.Equal((1, 0L), (d.Completions, d.InFlight)));
        Assert.DoesNotMatch("douyin_kafka_(produce_errors|dead_letters)_total{[^}]*} [1-9]", await rig.MetricsText());
    }

    [Fact]
    public async Task F09_BatchTooLarge_OnlyTheRecordThatIsTooLargeAloneIsADeadLetter()
    {
        await using var rig = new SinkRig(configure: o => o.Linger = TimeSpan.FromMilliseconds(300));
        await rig.PublishRange(0, 1, rooms: 1).Settled();

        // The batch, then the second group of 32, then of that one the fifth alone: 1 + 32 + 4.
        rig.Kafka.FailProduce([TooLarge, 0, TooLarge, 0, 0, 0, 0, TooLarge]);
        List<CountingDelivery> deliveries = rig.PublishRange(1, 70, rooms: 1);
        await deliveries.Settled();

        Assert.Equal(Enumerable.Range(0, 71).Where(i => i != 37).Select(i => $"{i:D5}"), Assert.Single(rig.Chats(70)));
        Assert.Equal("00037", F09Rig.Id(Assert.Single(rig.Read(1, rig.Names.DeadLetter))));
        Assert.All(deliveries, d => Assert.Equal((1, 0L), (d.Completions, d.InFlight)));
        Assert.Equal(0, rig.Sink.Unsettled);
        string metrics = await rig.MetricsText();
        Assert.Contains("douyin_kafka_dead_letters_total{stage=\"record\",reason=\"msg_size_too_large\"} 1\n", metrics, StringComparison.Ordinal);
        Assert.Contains("douyin_kafka_published_events_total{kind=\"chat\"} 70\n", metrics, StringComparison.Ordinal);
        (LogLevel level, _, string text) = Assert.Single(rig.Log.Of("RequestTooLarge"));
        Assert.Equal(LogLevel.Warning, level);
        Assert.Contains("douyin.live.chat.v1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task F09_RecordTooLarge_IsADeadLetterAndTheWatermarkMovesOn()
    {
        await using var rig = new SinkRig();
        await rig.PublishRange(0, 1).Settled();
        rig.Kafka.FailProduce(TooLarge, TooLarge);
        var room = new PipelineRig(sink: rig.Sink);
        (_, ScriptedSession first) = await room.ReadAllAsync(Wire.Chats(1, 11));
        await Waiting.UntilAsync(() => first.Sent.Count == 1);
        (_, ScriptedSession second) = await room.ReadAllAsync(Wire.Chats(2, 12));
        await Waiting.UntilAsync(() => second.Sent.Count == 1);

        Assert.Equal([Wire.Ack(1)], first.Sent);
        Assert.Equal("c2", room.Pipeline.Resume.Cursor);
        Assert.Equal($"{Wire.RoomId}-11", F09Rig.Id(Assert.Single(rig.Read(1, rig.Names.DeadLetter))));
        Assert.Equal(["00000", $"{Wire.RoomId}-12"], rig.Chats(2).SelectMany(r => r).Order(StringComparer.Ordinal));
        Assert.Equal((0, 0), (room.Budget.Bytes, room.Broadcast.Watermark.Pending));
    }

    [Fact]
    public async Task F09_TopicAuthorizationFailed_IsHeldLoudlyAndDeliveredOnceRightsAreBack()
    {
        var time = new FakeTimeProvider();
        await using var rig = new SinkRig(time: time);
        await rig.PublishRange(0, 3).Settled();
        rig.Kafka.FailProduce([.. Enumerable.Repeat((int)ErrorCode.TopicAuthorizationFailed, 10_000)]);
        List<CountingDelivery> deliveries = rig.PublishRange(3, 300);
        await Waiting.UntilAsync(() => rig.Sink.Held > 0);
        await Waiting.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            ((INativeProducerListener)rig.Sink).OnTurn();
            return rig.Log.Of("TopicStalled").Count > 0;
        });

        Assert.All(deliveries, d => Assert.False(d.IsComplete));
        Assert.Equal(300, rig.Sink.Unsettled);
        Assert.Contains("douyin.live.chat.v1", rig.Log.Of("TopicRefusesRecords")[0].Text, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, rig.Log.Of("TopicRefusesRecords")[0].Level);
        Assert.Matches("error_type=\"authorization\"} [1-9]", await rig.MetricsText());

        rig.Kafka.HealProduce();
        await Waiting.UntilAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return deliveries.TrueForAll(d => d.IsComplete);
        });
        Assert.Equal(Enumerable.Range(0, 303).Select(i => $"{i:D5}"), rig.Chats(303).SelectMany(r => r).Order(StringComparer.Ordinal));
        Assert.All(deliveries, d => Assert.Equal((1, 0L), (d.Completions, d.InFlight)));
        Assert.DoesNotMatch("douyin_kafka_dead_letters_total{[^}]*} [1-9]", await rig.MetricsText());
    }

    [Fact]
    public async Task F09_OutOfOrderSequence_IsFatalAndStaysSoWhateverComesAfter()
    {
        await using var rig = new SinkRig();
        await rig.PublishRange(0, 1).Settled();
        await Waiting.UntilAsync(() => rig.Sink.Health.IsReady);
        rig.Kafka.FailProduce((int)ErrorCode.OutOfOrderSequenceNumber);
        CountingDelivery delivery = rig.Publish(EventKind.Chat, "lost here, and never acked");
        await rig.Sink.FatalError.Soon();
        ((INativeProducerListener)rig.Sink).OnStatistics("{\"msg_cnt\":0,\"msg_size\":0,\"tx_bytes\":0,\"brokers\":{}}"u8);
        ((INativeProducerListener)rig.Sink).OnError((int)ErrorCode.Local_Transport, "later");
        Assert.NotNull(rig.Sink.Health.Fatal);
        Assert.False(rig.Sink.Health.IsReady);
        await Waiting.UntilAsync(() => rig.Sink.Unsettled == 0);
        Assert.Equal((0, false), (delivery.Completions, delivery.IsComplete));
    }
}
