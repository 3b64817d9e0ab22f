using Confluent.Kafka;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.FunctionalTests.Brokers;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Live.V1;

namespace DouyinIngest.FunctionalTests.Live;

/// <summary>The service in this process, simulator and broker on loopback, a few rooms each.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class ServiceTests(BrokerFixture fixture)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Stop_UnderLoad_DrainsAndIsSilent()
    {
        await using var run = await LiveRun.StartAsync(Small("stop") with { Events = 1_000_000 }, fixture.Broker, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => run.ReadBack > 1_000, Deadline, () => "the first events");

        var before = run.Service.Log.Lines.Count;

        await run.Service.StopAsync();

        Assert.Equal(0, run.Service.Sink.Unsettled);
        Assert.Empty(run.Service.Log.Lines.Skip(before));
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_EveryFrameTwice_NothingStandsTwice()
    {
        await using var run = await LiveRun.StartAsync(Small("twice") with { Faults = "duplicate@rate=1" }, fixture.Broker, TestContext.Current.CancellationToken);

        var result = await run.FinishAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Report.IsClean, string.Join('\n', result.Report.Findings));
        Assert.True(result.Faults["duplicate"] > 20);
    }

    [Theory(Timeout = TimeLimit.Test)]
    [InlineData("drop")]
    [InlineData("corrupt")]
    public async Task Run_FirstFramesOfARoomSpoiled_NothingIsSkipped(string fault)
    {
        await using var run = await LiveRun.StartAsync(Small("first") with { Faults = $"{fault}@rate=1,times=6" }, fixture.Broker, TestContext.Current.CancellationToken);

        var result = await run.FinishAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Report.IsClean, string.Join('\n', result.Report.Findings));
        Assert.Equal(6, result.Faults[fault]);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_TwoHundredRooms_EachArrivesWhole()
    {
        var settings = Small("rooms") with { Rooms = 200, Events = 20_000, EventsPerSecond = 4_000 };
        await using var run = await LiveRun.StartAsync(settings, fixture.Broker, TestContext.Current.CancellationToken);

        var result = await run.FinishAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Report.IsClean, string.Join('\n', result.Report.Findings));
        Assert.Equal(0, result.Misordered);
        Assert.Equal(200, run.Simulator.Counters.Connects);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_BrokerPaused_RedeliveredFramesAreTiedToTheOriginal()
    {
        fixture.RequirePause();
        await using var run = await LiveRun.StartAsync(Small("pause"), fixture.Broker, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => run.ReadBack > 500, Deadline, () => "the first events");

        await fixture.Broker.PauseAsync();
        try
        {
            await Eventually.IsTrueAsync(() => run.Service.Rooms.Snapshot().Sum(r => r.RedeliveredFrames) > 10, Deadline, () => "re-deliveries");
        }
        finally
        {
            await fixture.Broker.ResumeAsync();
        }

        var result = await run.FinishAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Report.IsClean, string.Join('\n', result.Report.Findings));
        Assert.Equal(0, result.Misordered);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_BroadcastEndsAndBeginsAgain_FollowsTheNewRoomId()
    {
        var settings = Small("next") with { Rooms = 1, Events = 1_000_000, ByLiveId = true, Arguments = ["--Ingest:OfflineInterval=00:00:00.200"] };
        await using var run = await LiveRun.StartAsync(settings, fixture.Broker, TestContext.Current.CancellationToken);
        var room = run.Simulator.Rooms[0];
        var first = room.RoomId;
        await Eventually.IsTrueAsync(() => run.ReadBack > 200, Deadline, () => "events of the first broadcast");

        run.Simulator.EndBroadcast(room);
        await Eventually.IsTrueAsync(() => run.Service.Rooms.Snapshot()[0].State == Pipeline.Rooms.RoomState.Ended, Deadline, () => "the end is seen");
        var second = run.Simulator.StartBroadcast(room);
        var before = run.ReadBack;
        await Eventually.IsTrueAsync(() => run.ReadBack > before + 200, Deadline, () => "events of the second broadcast");

        Assert.NotEqual(first, second);
        Assert.Equal($"{second}", run.Service.Rooms.Snapshot()[0].RoomId);
        run.Simulator.StopWorld();
        var result = await run.FinishAsync(TestContext.Current.CancellationToken);
        Assert.True(result.Report.IsClean, string.Join('\n', result.Report.Findings));
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_FrameBrokenThreeTimes_GoesToTheDeadLettersAndTheRoomGoesOn()
    {
        var settings = Small("broken") with { Rooms = 1, Faults = "badgzip@after=10,times=1,sticky" };
        await using var run = await LiveRun.StartAsync(settings, fixture.Broker, TestContext.Current.CancellationToken);

        var dead = ReadOne($"{settings.TopicPrefix}.deadletter.v1");
        var before = run.ReadBack;
        await Eventually.IsTrueAsync(() => run.ReadBack > before + 100, Deadline, () => "the room goes on");

        Assert.NotEmpty(dead.Message.Value);
        var room = run.Service.Rooms.Snapshot()[0];
        Assert.True(room.Gaps == 1, $"{room}, redelivered {run.Simulator.Counters.Redelivered}: {string.Join('\n', run.Service.Log.Lines)}");
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_ProtobufWithCloudEvents_ValuesParseAndHeadersNameThem()
    {
        var settings = Small("proto") with { ValueFormat = ValueFormat.Protobuf, CloudEvents = true };
        await using var run = await LiveRun.StartAsync(settings, fixture.Broker, TestContext.Current.CancellationToken);

        var record = ReadOne($"{settings.TopicPrefix}.chat.v1").Message;

        var e = Event.Parser.ParseFrom(record.Value);
        Assert.Equal(Event.Types.Kind.Chat, e.Kind);
        Assert.Equal($"{e.RoomId}", System.Text.Encoding.UTF8.GetString(record.Key));
        var headers = record.Headers.ToDictionary(h => h.Key, h => System.Text.Encoding.UTF8.GetString(h.GetValueBytes()), StringComparer.Ordinal);
        Assert.Equal(e.EventId, headers["ce_id"]);
        Assert.Equal("1.0", headers["ce_specversion"]);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Start_TopicsMissing_RefusesAndNamesTheCommand()
    {
        var settings = Small("missing");
        await using var simulator = await Simulator.SimulatorHost.StartAsync(new Simulator.SimulatorOptions { Rooms = 1 }, cancellationToken: TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => LiveService.StartAsync(settings, simulator, fixture.Bootstrap, TestContext.Current.CancellationToken));

        Assert.Contains("topics create", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(settings.TopicPrefix, refusal.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TimeLimit.Test)]
    public async Task Metrics_AfterEvents_CountThemByKind()
    {
        await using var run = await LiveRun.StartAsync(Small("metrics"), fixture.Broker, TestContext.Current.CancellationToken);
        await Eventually.IsTrueAsync(() => run.ReadBack > 500, Deadline, () => "the first events");

        var (status, body) = await run.Service.GetAsync("/metrics");

        Assert.Equal(200, status);
        Assert.Matches("""(?m)^douyin_events_received_total\{kind="chat"\} [1-9]""", body);
        Assert.Matches("(?m)^douyin_acks_sent_total [1-9]", body);
        Assert.Contains("douyin_frames_rejected_total{reason=\"bad_compression\"} 0", body, StringComparison.Ordinal);
        Assert.DoesNotContain($"{run.Simulator.Rooms[0].RoomId}", body, StringComparison.Ordinal);
        Assert.True(await run.Service.IsReadyAsync());
    }

    private static LiveSettings Small(string name) => new()
    {
        TopicPrefix = BrokerFixture.NewPrefix(name),
        Rooms = 3,
        Events = 5_000,
        EventsPerSecond = 1_000,
    };

    private ConsumeResult<byte[], byte[]> ReadOne(string topic)
    {
        var config = new ConsumerConfig { BootstrapServers = fixture.Bootstrap, GroupId = topic, AutoOffsetReset = AutoOffsetReset.Earliest };
        using var consumer = new ConsumerBuilder<byte[], byte[]>(config).SetLogHandler((_, _) => { }).Build();
        consumer.Assign(Enumerable.Range(0, 12).Select(p => new TopicPartitionOffset(topic, p, Offset.Beginning)));
        var record = consumer.Consume(Deadline);
        Assert.NotNull(record);
        return record;
    }
}
