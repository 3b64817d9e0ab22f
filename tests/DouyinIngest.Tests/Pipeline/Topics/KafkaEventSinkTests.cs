using System.Text;
using Confluent.Kafka;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class KafkaEventSinkTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Publish_EveryKind_StandsOnItsTopicUnderTheRoom()
    {
        await using var rig = new SinkRig();
        CountingDelivery[] deliveries = [.. Enumerable.Range(1, 7).Select(k => rig.Publish((EventKind)k, "id-" + k))];
        await Task.WhenAll(deliveries.Select(d => d.Complete)).WaitAsync(SinkRig.Deadline, Cancelled);

        List<ConsumeResult<byte[], byte[]>> records = rig.Read(7, [.. rig.Names.Events]);
        Assert.Equal(7, records.Count);
        foreach (ConsumeResult<byte[], byte[]> record in records)
        {
            string kind = record.Topic.Split('.')[2];
            Assert.Equal("7300000000000000001", Encoding.UTF8.GetString(record.Message.Key));
            Assert.Contains($"\"kind\":\"{kind}\"", Encoding.UTF8.GetString(record.Message.Value), StringComparison.Ordinal);
            Assert.Empty(record.Message.Headers);
        }

        Assert.All(deliveries, d => Assert.Equal(0, d.InFlight));
        Assert.True(rig.Sink.Health.IsReady);
        Assert.Contains("douyin_kafka_published_events_total{kind=\"gift\"} 1", await rig.MetricsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_CloudEvents_CarriesTheBindingsHeaders()
    {
        await using var rig = new SinkRig(configure: o => o.CloudEvents = true);
        await rig.Publish(EventKind.Chat, "id-1").Complete.WaitAsync(SinkRig.Deadline, Cancelled);

        Headers headers = Assert.Single(rig.Read(1, rig.Names.Of(EventKind.Chat))).Message.Headers;
        Dictionary<string, string> texts = headers.ToDictionary(h => h.Key, h => Encoding.UTF8.GetString(h.GetValueBytes()), StringComparer.Ordinal);
        Assert.Equal("1.0", texts["ce_specversion"]);
        Assert.Equal("id-1", texts["ce_id"]);
        Assert.Equal("douyin.live.chat.v1", texts["ce_type"]);
        Assert.Equal("/douyin/live/7300000000000000001", texts["ce_source"]);
        Assert.Equal("2026-01-02T03:04:05.006Z", texts["ce_time"]);
        Assert.Equal("application/json", texts["content-type"]);
    }

    [Fact]
    public async Task Publish_BrokerAway_IsNotReadyThenDeliversAllOnceAndInOrder()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "first").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        rig.Kafka.Down(1);
        CountingDelivery[] deliveries = [.. Enumerable.Range(0, 500).Select(i => rig.Publish(EventKind.Chat, $"{i:D4}", Samples.RoomOf(i % 5)))];
        await UntilAsync(() => !rig.Sink.Health.IsReady);
        Assert.All(deliveries, d => Assert.False(d.IsComplete));

        rig.Kafka.Up(1);
        await Task.WhenAll(deliveries.Select(d => d.Complete)).WaitAsync(SinkRig.Deadline, Cancelled);
        AssertOrder(rig, 501);
        await UntilAsync(() => rig.Sink.Health.IsReady);
    }

    [Fact]
    public async Task Publish_RefusedForItsSize_SettlesByADeadLetter()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "before").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        rig.Kafka.FailProduce((int)ErrorCode.MsgSizeTooLarge, (int)ErrorCode.MsgSizeTooLarge);
        CountingDelivery poison = rig.Publish(EventKind.Chat, "poison");
        await poison.Complete.WaitAsync(SinkRig.Deadline, Cancelled);

        ConsumeResult<byte[], byte[]> letter = Assert.Single(rig.Read(1, rig.Names.DeadLetter));
        Assert.Contains("poison", Encoding.UTF8.GetString(letter.Message.Value), StringComparison.Ordinal);
        Assert.Equal("7300000000000000001", Encoding.UTF8.GetString(letter.Message.Key));
        Assert.Equal("record", Header(letter, "dlq.stage"));
        Assert.Equal("msg_size_too_large", Header(letter, "dlq.reason"));
        Assert.Equal("chat", Header(letter, "dlq.method"));
        Assert.Equal("123456789", Header(letter, "dlq.live_id"));
        Assert.Equal("douyin.live.chat.v1", Header(letter, "dlq.original.topic"));
        Assert.Equal(0, poison.InFlight);
        Assert.Equal(1, poison.Completions);
        Assert.Contains("douyin_kafka_dead_letters_total{stage=\"record\",reason=\"msg_size_too_large\"} 1", await rig.MetricsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_LargerThanTheClientTakes_SettlesByACappedDeadLetter()
    {
        await using var rig = new SinkRig(configure: o => (o.MaxRecordBytes, o.MaxDeadLetterBytes) = (4_000, 1_000));
        LiveEventView e = Samples.Of(EventKind.Chat, "large");
        e.Content = Enumerable.Repeat((byte)'x', 10_000).ToArray();
        var delivery = new CountingDelivery();
        rig.Sink.Publish(in e, Samples.Room, delivery);
        delivery.Seal();
        await delivery.Complete.WaitAsync(SinkRig.Deadline, Cancelled);

        Assert.Equal(1_000, Assert.Single(rig.Read(1, rig.Names.DeadLetter)).Message.Value.Length);
        Assert.Equal(0, delivery.InFlight);
    }

    [Fact]
    public async Task Publish_RightsAreMissing_WaitsAndKeepsTheOrder()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "0000").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        rig.Kafka.FailProduce([.. Enumerable.Repeat((int)ErrorCode.TopicAuthorizationFailed, 3)]);
        List<CountingDelivery> deliveries = [.. PublishRange(rig, 1, 200)];
        await UntilAsync(() => rig.Sink.Held > 0);
        deliveries.AddRange(PublishRange(rig, 201, 300));
        Assert.Contains(deliveries, d => !d.IsComplete);

        await Task.WhenAll(deliveries.Select(d => d.Complete)).WaitAsync(SinkRig.Deadline, Cancelled);
        AssertOrder(rig, 301);
        await UntilAsync(() => rig.Sink.Unsettled == 0);
        Assert.DoesNotMatch("error_type=\"authorization\"} 0", Text(rig));
        Assert.All(deliveries, d => Assert.Equal((1, 0L), (d.Completions, d.InFlight)));
    }

    [Fact]
    public async Task Publish_TopicUnknownForAWhile_WaitsAndKeepsTheOrder()
    {
        await using var rig = new SinkRig(beforeSink: r => r.Kafka.FailTopic(r.Names.Of(EventKind.Chat), (int)ErrorCode.UnknownTopicOrPart));
        List<CountingDelivery> deliveries = [.. PublishRange(rig, 1, 50)];
        await rig.Publish(EventKind.Like, "elsewhere").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        deliveries.AddRange(PublishRange(rig, 51, 100));
        Assert.All(deliveries, d => Assert.False(d.IsComplete));
        await UntilAsync(() => !Text(rig).Contains("error_type=\"unknown_topic\"} 0", StringComparison.Ordinal));

        rig.Kafka.FailTopic(rig.Names.Of(EventKind.Chat), 0);
        await Task.WhenAll(deliveries.Select(d => d.Complete)).WaitAsync(SinkRig.Deadline, Cancelled);
        AssertOrder(rig, 100);
    }

    [Fact]
    public async Task DeadLetter_TopicRefusesForAWhile_SettlesOnlyWhenItStands()
    {
        await using var rig = new SinkRig();
        rig.Kafka.FailProduce([.. Enumerable.Repeat((int)ErrorCode.TopicAuthorizationFailed, 2)]);
        var delivery = new CountingDelivery();
        rig.Sink.DeadLetter("garbage"u8, Samples.Room, "Webcast\u0001Chat"u8, "message", DropReason.BadMessage, delivery);
        delivery.Seal();
        await UntilAsync(() => !Text(rig).Contains("error_type=\"authorization\"} 0", StringComparison.Ordinal));
        Assert.False(delivery.IsComplete);

        await delivery.Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        ConsumeResult<byte[], byte[]> letter = Assert.Single(rig.Read(1, rig.Names.DeadLetter));
        Assert.Equal("garbage"u8.ToArray(), letter.Message.Value);
        Assert.Equal("Webcast?Chat", Header(letter, "dlq.method"));
        Assert.Equal("bad_message", Header(letter, "dlq.reason"));
        Assert.Equal("message", Header(letter, "dlq.stage"));
    }

    [Fact]
    public async Task DeadLetter_BeyondTheRate_IsCountedAndBeginsNothing()
    {
        await using var rig = new SinkRig(configure: o => o.DeadLettersPerSecond = 1);
        var delivery = new CountingDelivery();
        for (int i = 0; i < 50; i++)
        {
            rig.Sink.DeadLetter("garbage"u8, Samples.Room, "m"u8, "frame", DropReason.BadEnvelope, delivery);
        }

        delivery.Seal();
        await delivery.Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        Assert.InRange(rig.Read(1, rig.Names.DeadLetter).Count, 1, 3);
        Assert.Matches("dead_letters_suppressed_total 4[5-9]", await rig.MetricsText());
    }

    [Fact]
    public async Task Publish_SlowBroker_CompletesAfterItsRoundTrip()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "first").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        rig.Kafka.RoundTrip(1, TimeSpan.FromMilliseconds(300));
        long start = TimeProvider.System.GetTimestamp();
        await rig.Publish(EventKind.Chat, "second").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds, 280, 5_000);
    }

    [Fact]
    public async Task Publish_FiftyThousandWithConcurrentFlushes_EveryDeliveryCompletesOnce()
    {
        await using var rig = new SinkRig(configure: o => o.ConnectTimeout = SinkRig.Deadline);
        CountingDelivery[][] byRoom = new CountingDelivery[4][];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        Task flusher = Task.Run(
            async () =>
            {
                while (!stop.IsCancellationRequested)
                {
                    await rig.Sink.FlushAsync(TimeSpan.FromMilliseconds(50), Cancelled);
                    await Task.Yield();
                }
            },
            Cancelled);
        await Task.WhenAll(Enumerable.Range(0, byRoom.Length).Select(room => Task.Run(() => byRoom[room] = PublishFrames(rig, room, 1_250, 10), Cancelled)));
        Assert.True(await rig.Sink.FlushAsync(SinkRig.Deadline, Cancelled));
        await stop.CancelAsync();
        await flusher;

        CountingDelivery[] all = [.. byRoom.SelectMany(d => d)];
        await Task.WhenAll(all.Select(d => d.Complete)).WaitAsync(SinkRig.Deadline, Cancelled);
        Assert.Equal(5_000, all.Length);
        Assert.All(all, d => Assert.Equal((1, 0L), (d.Completions, d.InFlight)));
        Assert.Contains("published_events_total{kind=\"like\"} 50000", await rig.MetricsText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dispose_WithRecordsUnderWay_NeverCompletesThem()
    {
        CountingDelivery delivery;
        await using (var rig = new SinkRig())
        {
            await rig.Publish(EventKind.Chat, "first").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
            rig.Kafka.Down(1);
            delivery = rig.Publish(EventKind.Chat, "second");
            Assert.False(await rig.Sink.FlushAsync(TimeSpan.FromMilliseconds(50), Cancelled));
            await rig.Sink.DisposeAsync();
            Assert.Equal(0, rig.Sink.Unsettled);
            Assert.Throws<ObjectDisposedException>(() => rig.Publish(EventKind.Chat, "third"));
        }

        Assert.False(delivery.IsComplete);
        Assert.Equal(0, delivery.Completions);
    }

    [Fact]
    public async Task FatalError_IsToldOnceAndForGood()
    {
        await using var rig = new SinkRig();
        await rig.Publish(EventKind.Chat, "first").Complete.WaitAsync(SinkRig.Deadline, Cancelled);
        rig.Sink.FailForTest((int)ErrorCode.OutOfOrderSequenceNumber, "made up");
        string reason = await rig.Sink.FatalError.WaitAsync(SinkRig.Deadline, Cancelled);
        Assert.Contains("made up", reason, StringComparison.Ordinal);

        CountingDelivery after = rig.Publish(EventKind.Chat, "second");
        Assert.False(rig.Sink.Health.IsReady);
        Assert.NotNull(rig.Sink.Health.Fatal);
        Assert.False(after.IsComplete);
        Assert.False(await rig.Sink.FlushAsync(SinkRig.Deadline, Cancelled) && after.IsComplete);
        Assert.Contains("douyin_kafka_producer_fatal 1", await rig.MetricsText(), StringComparison.Ordinal);
    }

    private static CountingDelivery[] PublishFrames(SinkRig rig, int room, int frames, int events)
    {
        var deliveries = new CountingDelivery[frames];
        for (int f = 0; f < frames; f++)
        {
            deliveries[f] = new CountingDelivery();
            for (int i = 0; i < events; i++)
            {
                rig.Sink.Publish(Samples.Of(EventKind.Like, $"{f}-{i}"), Samples.RoomOf(room), deliveries[f]);
            }

            deliveries[f].Seal();
        }

        return deliveries;
    }

    private static List<CountingDelivery> PublishRange(SinkRig rig, int first, int last)
        => [.. Enumerable.Range(first, last - first + 1).Select(i => rig.Publish(EventKind.Chat, $"{i:D4}", Samples.RoomOf(i % 3)))];

    private static void AssertOrder(SinkRig rig, int count)
    {
        List<ConsumeResult<byte[], byte[]>> records = rig.Read(count, rig.Names.Of(EventKind.Chat));
        Assert.Equal(count, records.Count);
        foreach (IGrouping<string, ConsumeResult<byte[], byte[]>> room in records.GroupBy(r => Encoding.UTF8.GetString(r.Message.Key), StringComparer.Ordinal))
        {
            string[] ids = [.. room.Select(r => System.Text.Json.JsonDocument.Parse(r.Message.Value).RootElement.GetProperty("eventId").GetString()!).Where(id => !string.Equals(id, "first", StringComparison.Ordinal))];
            Assert.Equal([.. ids.Order(StringComparer.Ordinal)], ids);
            Assert.Equal(ids.Length, ids.Distinct(StringComparer.Ordinal).Count());
        }
    }

    private static string Header(ConsumeResult<byte[], byte[]> record, string name) => Encoding.UTF8.GetString(record.Message.Headers.GetLastBytes(name));

    private static string Text(SinkRig rig) => rig.MetricsText().GetAwaiter().GetResult();

    private static async Task UntilAsync(Func<bool> condition)
    {
        long start = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < SinkRig.Deadline, "what was waited for did not come about");
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancelled);
        }
    }
}
