using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Live.V1;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Pipeline.Topics;

/// <summary>What stands on the topics, byte for byte and header for header, read back by another client.</summary>
public sealed class SinkRecordTests
{
    [Fact]
    public async Task Protobuf_Values_AreReadBackByTheGeneratedType()
    {
        await using var rig = new SinkRig(configure: o => (o.ValueFormat, o.CloudEvents) = (ValueFormat.Protobuf, true));
        await rig.Publish(EventKind.Gift, "g-1").Complete.Soon();
        ConsumeResult<byte[], byte[]> record = Assert.Single(rig.Read(1, rig.Names.Of(EventKind.Gift)));
        Event e = Event.Parser.ParseFrom(record.Message.Value);
        Assert.Equal(("g-1", Samples.RoomId, "123456789"), (e.EventId, e.RoomId, e.LiveId));
        Assert.Equal((463L, 3L, 10L, true), (e.GiftDetail.GiftId, e.GiftDetail.Count, e.GiftDetail.Total, e.GiftDetail.Ended));
        Assert.Equal("application/protobuf", Headers(record)["content-type"]);
        Assert.Equal("douyin.live.gift.v1", Headers(record)["ce_type"]);
    }

    [Fact]
    public async Task Protobuf_DeadLetter_KeepsTheLiveId()
    {
        await using var rig = new SinkRig(configure: o => (o.ValueFormat, o.MaxRecordBytes, o.MaxDeadLetterBytes) = (ValueFormat.Protobuf, 1_000, 300));
        LiveEventView e = Samples.Of(EventKind.Chat, "large");
        e.Content = new byte[5_000];
        var delivery = new CountingDelivery();
        rig.Sink.Publish(in e, Samples.Room, delivery);
        delivery.Seal();
        await delivery.Complete.Soon();
        ConsumeResult<byte[], byte[]> letter = Assert.Single(rig.Read(1, rig.Names.DeadLetter));
        Dictionary<string, string> headers = Headers(letter);
        Assert.Equal(("123456789", "chat", "record"), (headers["dlq.live_id"], headers["dlq.method"], headers["dlq.stage"]));
        Assert.Equal(300, letter.Message.Value.Length);
        Assert.InRange(int.Parse(headers["dlq.original.length"], System.Globalization.CultureInfo.InvariantCulture), 5_000, 6_000);
    }

    [Theory]
    [InlineData(299, 299)]
    [InlineData(300, 300)]
    [InlineData(301, 300)]
    [InlineData(0, 0)]
    public async Task DeadLetter_OfAFrame_IsCutAndSaysHowLongItWas(int length, int kept)
    {
        await using var rig = new SinkRig(configure: o => o.MaxDeadLetterBytes = 300);
        byte[] raw = [.. Enumerable.Range(0, length).Select(i => (byte)i)];
        var delivery = new CountingDelivery();
        rig.Sink.DeadLetter(raw, Samples.Room, default, "frame", DropReason.BadCompression, delivery);
        delivery.Seal();
        await delivery.Complete.Soon();
        ConsumeResult<byte[], byte[]> letter = Assert.Single(rig.Read(1, rig.Names.DeadLetter));
        Assert.Equal(raw[..kept], letter.Message.Value ?? []);
        Assert.Equal("7300000000000000001"u8, letter.Message.Key);
        Assert.Equal(
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["dlq.room_id"] = "7300000000000000001",
                ["dlq.live_id"] = "123456789",
                ["dlq.method"] = "",
                ["dlq.stage"] = "frame",
                ["dlq.reason"] = "bad_compression",
                ["dlq.original.topic"] = "",
                ["dlq.error"] = "",
                ["dlq.original.length"] = FormattableString.Invariant($"{length}"),
            },
            Headers(letter));
        Assert.Equal(0, delivery.InFlight);
    }

    [Theory]
    [InlineData(1_767_323_045_006, 5, "2026-01-02T03:04:05.006Z")]
    [InlineData(0, 1_767_323_045_120, "2026-01-02T03:04:05.120Z")]
    [InlineData(long.MaxValue, 253_402_300_799_999, "9999-12-31T23:59:59.999Z")]
    [InlineData(-1, 0, null)]
    public async Task CloudEvents_Time_IsTheUpstreamsElseOursElseLeftOut(long upstream, long received, string? time)
    {
        await using var rig = new SinkRig(configure: o => o.CloudEvents = true);
        LiveEventView e = Samples.Of(EventKind.Room, "r-1");
        (e.UpstreamTime, e.ReceivedTime) = (upstream, received);
        var delivery = new CountingDelivery();
        rig.Sink.Publish(in e, Samples.Room, delivery);
        delivery.Seal();
        await delivery.Complete.Soon();
        Dictionary<string, string> headers = Headers(Assert.Single(rig.Read(1, rig.Names.Of(EventKind.Room))));
        Assert.Equal(time, headers.GetValueOrDefault("ce_time"));
        Assert.Equal(("1.0", "r-1", "douyin.live.room.v1"), (headers["ce_specversion"], headers["ce_id"], headers["ce_type"]));
    }

    [Fact]
    public async Task CloudEvents_RecordThatWasRefused_KeepsItsHeadersWhenSentAgain()
    {
        await using var rig = new SinkRig(configure: o => o.CloudEvents = true);
        await rig.Publish(EventKind.Chat, "first").Complete.Soon();
        rig.Kafka.FailProduce((int)ErrorCode.TopicAuthorizationFailed);
        await rig.Publish(EventKind.Chat, "second").Complete.WaitAsync(SinkRig.Deadline, TestContext.Current.CancellationToken);
        Assert.Equal(["first", "second"], rig.Read(2, rig.Names.Of(EventKind.Chat)).Select(r => Headers(r)["ce_id"]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Room_OnePartitionWhateverTheKind()
    {
        await using var rig = new SinkRig();
        CountingDelivery[] deliveries =
            [.. Enumerable.Range(0, 60).Select(i => rig.Publish(i % 2 == 0 ? EventKind.Chat : EventKind.Like, $"{i}", Samples.RoomOf(i % 10)))];
        await Task.WhenAll(deliveries.Select(d => d.Complete)).Soon();
        List<ConsumeResult<byte[], byte[]>> records = rig.Read(60, rig.Names.Of(EventKind.Chat), rig.Names.Of(EventKind.Like));
        Assert.Equal(60, records.Count);
        Assert.All(
            records.GroupBy(r => Encoding.UTF8.GetString(r.Message.Key), StringComparer.Ordinal),
            room => Assert.Single(room.Select(r => r.Partition.Value).Distinct()));
        Assert.True(records.Select(r => r.Partition.Value).Distinct().Count() > 1);
    }

    private static Dictionary<string, string> Headers(ConsumeResult<byte[], byte[]> record)
        => record.Message.Headers.ToDictionary(h => h.Key, h => Encoding.UTF8.GetString(h.GetValueBytes()), StringComparer.Ordinal);
}
