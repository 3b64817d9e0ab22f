using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Tests.Pipeline.Status.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>F06: the brokers are away and memory is bounded.</summary>
public sealed class F06ShedTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<(long RoomId, string Events)> _told = [];

    [Fact]
    public async Task F06_Budget_ShedsInTheOrderNamedAndNeverChatsOrGifts()
    {
        var rig = Rig(EventKind.Enter, EventKind.Like);

        // What is spent before each frame, in tenths of the budget: each record takes one.
        await rig.ReadAllAsync(Wire.Msg(1, [Wire.Chat(11), Wire.Enter(12), Wire.Like(13), Wire.Combo(14, 1)]));  // 0
        await rig.ReadAllAsync(Wire.Msg(2, [Wire.Chat(21), Wire.Enter(22)]));                                    // 4
        await rig.ReadAllAsync(Wire.Msg(3, [Wire.Enter(31)]));                                                   // 6
        Assert.Empty(_told);
        await rig.ReadAllAsync(Wire.Msg(4, [Wire.Enter(41), Wire.Like(42)]));                                    // 7: enters are shed
        Assert.Equal((1, 0), Shed(rig));
        await rig.ReadAllAsync(Wire.Msg(5, [Wire.Enter(51), Wire.Like(52)]));                                    // 8
        Assert.Equal((2, 0), Shed(rig));
        var session = rig.Session(
            Wire.Msg(6, [Wire.Enter(61), Wire.Like(62), Wire.Chat(63), Wire.Combo(64, 3)]),                      // 9: likes too
            Wire.Chats(7, 71)).End(CloseReason.RemoteClosed);
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => rig.Sink.Published.Count == 11);
        Assert.Equal((3, 1), Shed(rig));
        Assert.Equal(["63", "64"], rig.Sink.Published.TakeLast(2).Select(id => id[^2..]));
        Assert.Equal((15, 1), (Received(rig), session.Reads));  // spent: read no further
        Assert.Equal((Wire.RoomId, "enter 1"), Assert.Single(_told));

        rig.Sink.ConfirmAll();
        Assert.Equal(CloseReason.RemoteClosed, await reading.Soon());
        rig.Sink.ConfirmAll();
        Assert.Equal([Wire.Ack(6), Wire.Ack(7)], session.Sent);
        Assert.Single(_told);
        _time.Advance(TimeSpan.FromSeconds(10));
        await rig.ReadAllAsync(Wire.Msg(8, [Wire.Like(81)]));
        Assert.Equal([(Wire.RoomId, "enter 1"), (Wire.RoomId, "enter 2, like 1")], _told);
        Assert.Equal((3, 1), Shed(rig));
    }

    [Fact]
    public async Task F06_ShedEvent_IsRememberedLikeAPublishedOne()
    {
        var rig = Rig(EventKind.Like);
        await rig.ReadAllAsync(Wire.Chats(1, [.. Enumerable.Range(100, 9).Select(i => (long)i)]), Wire.Msg(2, [Wire.Like(11)]));
        rig.Sink.ConfirmAll();
        var (_, session) = await rig.ReadAllAsync(Wire.Msg(3, [Wire.Like(11), Wire.Like(12)]));
        rig.Sink.ConfirmAll();
        Assert.Equal(10, rig.Sink.Published.Count);
        Assert.Equal(1, rig.Listener.Count("dropped Duplicate"));
        Assert.Equal([Wire.Ack(3)], session.Sent);
    }

    [Fact]
    public async Task F06_Room_TellsTheStatusTopicWhatItLeftOut()
    {
        var transport = new RecordingTransport();
        await using var status = new StatusPublisher(
            _ => transport, "status", "pod", new StatusMetrics(Prometheus.Metrics.NewCustomRegistry()), _time, NullLogger<StatusPublisher>.Instance);
        await using var rig = new RunnerRig { Status = status };
        rig.Options.Shed = [EventKind.Like];
        rig.Options.InFlightBytesPerRoom = 1_000;
        rig.Sink.Confirming = false;
        rig.Info.Live(Wire.RoomId);
        rig.Connector.Opens(rig.Session(Wire.Chats(1, [.. Enumerable.Range(100, 8).Select(i => (long)i)]), Wire.Msg(2, [Wire.Like(11), Wire.Like(12)])));
        rig.Start();
        await Waiting.UntilAsync(() => transport.Statuses.Any(s => s.Shed is not null));
        var told = Assert.Single(transport.Statuses, s => s.Shed is not null);
        Assert.Equal(("732001", 2L), (told.LiveId, told.Shed.Events["like"]));
        Assert.Equal(2, rig.Listener.Count($"shed {(int)EventKind.Like}"));
    }

    [Fact]
    public void F06_NobodyTakesTheRecord_ItsCountsAreToldWithLaterOnes()
    {
        var taken = false;
        var shed = new RoomShed(new ShedPolicy([EventKind.Like]), (roomId, events) => taken && Tell(roomId, events), _time);
        Assert.True(shed.Takes(EventKind.Like, 1));
        shed.Tell(7, last: false);
        taken = true;
        Assert.True(shed.Takes(EventKind.Like, 1));
        shed.Tell(7, last: false);
        Assert.Empty(_told);

        _time.Advance(TimeSpan.FromSeconds(10));
        shed.Tell(7, last: false);
        shed.Tell(7, last: true);
        Assert.Equal([(7L, "like 2")], _told);
    }

    [Fact]
    public async Task F06_ShedOff_PublishesAllWhateverIsSpent()
    {
        var rig = new PipelineRig(roomBytes: 1_000);
        await rig.ReadAllAsync(Wire.Chats(1, [.. Enumerable.Range(100, 8).Select(i => (long)i)]), Wire.Msg(2, [Wire.Like(11)]));
        Assert.Equal(9, rig.Sink.Published.Count);
    }

    [Fact]
    public async Task F06_BroadcastEnds_TellsTheRestAtOnce()
    {
        var rig = Rig(EventKind.Like);
        await rig.ReadAllAsync(Wire.Chats(1, [.. Enumerable.Range(100, 9).Select(i => (long)i)]), Wire.Msg(2, [Wire.Like(11)]));
        rig.Sink.Confirm("");
        var reading = rig.ReadAsync(rig.Session(Wire.Msg(3, [Wire.Like(12), Wire.Control(13, 3)])));
        await Waiting.UntilAsync(() => _told.Count == 2);
        rig.Sink.ConfirmAll();
        Assert.Equal(CloseReason.BroadcastEnded, await reading.Soon());
        Assert.Equal([(Wire.RoomId, "like 1"), (Wire.RoomId, "like 1")], _told);
    }

    [Fact]
    public async Task F06_BrokersAway_PublishedShedAndDeadLettersAreWhatWasReceived()
    {
        await using var kafka = new SinkRig(configure: o => (o.MaxRecordBytes, o.MaxDeadLetterBytes, o.Client["retry.backoff.max.ms"]) = (4_000, 1_000, "200"));
        await kafka.Publish(EventKind.Chat, "first").Complete.Soon();
        kafka.Kafka.Down(1);
        var shed = new RoomShed(new ShedPolicy([EventKind.Enter, EventKind.Like]), (_, _) => true, _time);
        var rig = new PipelineRig(roomBytes: 1 << 20, podBytes: 100_000, shed: shed, sink: kafka.Sink);
        var session = rig.Session();
        for (var i = 1; i <= 2_000; i++)
        {
            session.Give(Wire.Msg((ulong)i, [Wire.Chat(10 * i), Wire.Like((10 * i) + 1), Wire.Enter((10 * i) + 2), Wire.Combo((10 * i) + 3, i)]));
        }

        session.Give(Wire.Msg(2_001, [Wire.LongChat(20_019, 5_000)])).End(CloseReason.RemoteClosed);
        var reading = rig.ReadAsync(session);
        await Waiting.UntilAsync(() => rig.Budget.Bytes >= rig.Budget.Limit);
        Assert.InRange(rig.Budget.Bytes, 100_000, 105_000);
        Assert.False(reading.IsCompleted);
        var (enters, likes) = Shed(rig);
        Assert.InRange(likes, 1, enters - 1);
        Assert.Empty(session.Sent);

        kafka.Kafka.Up(1);
        Assert.Equal(CloseReason.RemoteClosed, await reading.WaitAsync(SinkRig.Deadline, TestContext.Current.CancellationToken));
        Assert.True(await kafka.Sink.FlushAsync(SinkRig.Deadline, TestContext.Current.CancellationToken));
        await Waiting.UntilAsync(() => session.Sent.Count == 2_001);

        (enters, likes) = Shed(rig);
        var published = kafka.Read(8_001 - likes - enters, [.. kafka.Names.Events]);
        Assert.Single(kafka.Read(1, kafka.Names.DeadLetter));
        Assert.Equal(8_001, Received(rig));
        Assert.Equal(Received(rig), published.Count - 1 + likes + enters + 1);
        foreach (var (kind, expected) in (IEnumerable<(EventKind, int)>)[(EventKind.Chat, 2_001), (EventKind.Gift, 2_000), (EventKind.Like, 2_000 - likes), (EventKind.Enter, 2_000 - enters)])
        {
            Assert.Equal(expected, published.Where(r => string.Equals(r.Topic, kafka.Names.Of(kind), StringComparison.Ordinal)).Select(F09Rig.Id).Distinct(StringComparer.Ordinal).Count());
        }

        Assert.Contains("douyin_kafka_dead_letters_total{stage=\"record\",reason=\"msg_size_too_large\"} 1\n", await kafka.MetricsText(), StringComparison.Ordinal);
        Assert.Equal(0, rig.Budget.Bytes);
    }

    private static int Received(PipelineRig rig) => Enum.GetValues<EventKind>().Sum(kind => (int)rig.Counters.EventsOf(kind));

    private static (int Enters, int Likes) Shed(PipelineRig rig)
        => (rig.Listener.Count($"shed {(int)EventKind.Enter}"), rig.Listener.Count($"shed {(int)EventKind.Like}"));

    private PipelineRig Rig(params EventKind[] kinds)
        => new(roomBytes: 1_000, time: _time, shed: new RoomShed(new ShedPolicy(kinds), Tell, _time));

    private bool Tell(long roomId, IReadOnlyDictionary<string, long> events)
    {
        _told.Add((roomId, string.Join(", ", events.Select(e => $"{e.Key} {e.Value}").Order(StringComparer.Ordinal))));
        return true;
    }
}
