using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using DouyinIngest.Cli.DeadLetters;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Cli.Fleet;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Cli.Fakes;
using DouyinIngest.Tests.Pipeline.Topics.Fakes;
using DouyinIngest.Webcast.Events;
using Google.Protobuf;

namespace DouyinIngest.Tests.Cli.Verify;

/// <summary>The commands that read topics, from the broker to the exit code.</summary>
public sealed class TopicRunsTests : IDisposable
{
    private readonly EmbeddedKafka _kafka = new();
    private readonly KafkaOptions _options;
    private readonly TopicNames _names;
    private readonly IProducer<byte[], byte[]> _producer;

    public TopicRunsTests()
    {
        _options = new KafkaOptions { BootstrapServers = _kafka.BootstrapServers };
        _names = new TopicNames(_options);
        _producer = new ProducerBuilder<byte[], byte[]>(
            new ProducerConfig { BootstrapServers = _kafka.BootstrapServers, LingerMs = 0, TopicMetadataRefreshFastIntervalMs = 20 }).Build();
        foreach (var topic in (string[])[.. _names.Events, _names.Status, _names.DeadLetter, _names.Control, _names.Checkpoints])
        {
            _kafka.CreateTopic(topic, 2);
        }
    }

    public void Dispose()
    {
        _producer.Dispose();
        _kafka.Dispose();
    }

    [Fact]
    public async Task Verify_DoubledRecordAndAGap_SaysSo()
    {
        var chat = Value(EventKind.Chat, "1");
        await ProduceAsync(_names.Of(EventKind.Chat), chat, chat);
        await ProduceAsync(_names.Status, Encoding.UTF8.GetBytes(StatusRecords.Json(
            StatusRecords.Gap(new StatusRoom("123456789", Samples.RoomId, 4), DateTimeOffset.UnixEpoch, null, "paused", 9, DateTimeOffset.UnixEpoch))));
        using var strict = new Played();
        using var lenient = new Played();

        var settings = new VerifySettings { Brokers = _kafka.BootstrapServers };
        Assert.Equal(1, await VerifyRun.RunAsync(settings, strict.Terminal, strict.Token));
        Assert.Equal(0, await VerifyRun.RunAsync(settings with { AllowDuplicates = true, Json = true }, lenient.Terminal, lenient.Token));

        Assert.Equal("WRONG: 1 ids repeated.", strict.Lines[^1]);
        Assert.Contains(strict.Lines, line => line.StartsWith("123456789 ", StringComparison.Ordinal) && line.Contains("paused", StringComparison.Ordinal));
        using var json = JsonDocument.Parse(Assert.Single(lenient.Lines));
        Assert.Equal(1, json.RootElement.GetProperty("duplicateRecords").GetInt32());
    }

    [Fact]
    public async Task Verify_RecordThatIsNoEvent_IsCountedAndTheRestRead()
    {
        await ProduceAsync(_names.Of(EventKind.Chat), "nonsense"u8.ToArray(), Value(EventKind.Chat, "1"));
        using var played = new Played();

        Assert.Equal(1, await VerifyRun.RunAsync(new VerifySettings { Brokers = _kafka.BootstrapServers }, played.Terminal, played.Token));

        Assert.Equal("1 records, 1 event ids, 1 broadcasts", played.Lines[1]);
        Assert.Equal("WRONG: 1 unreadable.", played.Lines[^1]);
    }

    [Fact(Timeout = 60_000)]
    public async Task ReadToEnd_RecordsThatComeMeanwhile_AreLeftToWhoeverFollows()
    {
        var topic = _names.Of(EventKind.Chat);
        await ProduceAsync(topic, Value(EventKind.Chat, "1"));
        using var scan = new TopicScan(ClientSettings.ForAdmin(_options), [topic], new ScanRange(), TimeProvider.System);
        await ProduceAsync(topic, Value(EventKind.Chat, "2"));
        var read = new List<string>();
        void Take(ConsumeResult<byte[], byte[]> record) => read.Add(RecordValue.TryRead(record, out _)!.EventId);

        scan.ReadToEnd(Take, TestContext.Current.CancellationToken);
        Assert.Equal(["1"], read);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        scan.Follow(
            record =>
            {
                Take(record);
                stop.Cancel();
            },
            stop.Token);

        Assert.Equal(["1", "2"], read);
        Assert.False(scan.IsCut);
    }

    [Fact]
    public async Task DeadLetters_ReplayTwice_StandsTwiceUnderOneId()
    {
        var value = Value(EventKind.Chat, "1");
        await DeadAsync("record", "msg_size_too_large", value, value.Length);
        await DeadAsync("record", "msg_size_too_large", value, 999_999);
        await DeadAsync("frame", "bad_envelope", [1, 2, 3], 3);
        using var list = new Played();
        using var dry = new Played();
        using var replay = new Played();
        var settings = new DeadLettersSettings { Brokers = _kafka.BootstrapServers };

        Assert.Equal(0, await DeadLettersRun.RunAsync(settings with { Stage = "record", Json = true }, list.Terminal, list.Token));
        Assert.Equal(0, await DeadLettersRun.RunAsync(settings with { Replay = true, DryRun = true }, dry.Terminal, dry.Token));
        Assert.Empty(Read(_names.Of(EventKind.Chat)));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(0, await DeadLettersRun.RunAsync(settings with { Replay = true }, replay.Terminal, replay.Token));
        }

        Assert.Equal(2, list.Lines.Length);
        Assert.Equal("3 dead letters: would replay 1, refused 2", dry.Lines[0]);
        Assert.Equal("3 dead letters: replayed 1, refused 2", replay.Lines[0]);
        Assert.Contains(replay.Lines, line => line.StartsWith("1  refused, truncated", StringComparison.Ordinal));
        Assert.Equal(["1", "1"], Read(_names.Of(EventKind.Chat)).Select(record => RecordValue.TryRead(record, out _)!.EventId));
    }

    [Fact]
    public async Task Fleet_ClaimAndCheckpoint_AreShown()
    {
        await ProduceAsync(_names.Control, ("123456789", "{}"u8.ToArray()));
        await ProduceAsync(
            _names.Checkpoints,
            ("_owner", new OwnerClaim { Instance = "pod-a.1", Pod = "pod-a" }.ToByteArray()),
            ("123456789", new RoomCheckpoint { Instance = "pod-a.1", Time = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() }.ToByteArray()));
        using var fleet = new Played();
        using var rooms = new Played();

        Assert.Equal(0, await FleetRun.RunAsync(new FleetSettings { Brokers = _kafka.BootstrapServers }, fleet.Terminal, fleet.Token));
        Assert.Equal(0, await RoomsStatusRun.RunAsync(new RoomsStatusSettings { Brokers = _kafka.BootstrapServers }, rooms.Terminal, rooms.Token));

        Assert.Equal("rooms: 1 wanted, 1 running, 0 between broadcasts, 0 not begun", fleet.Lines[0]);
        Assert.StartsWith("pod-a.1", fleet.Lines[^1], StringComparison.Ordinal);
        Assert.StartsWith("123456789  running", rooms.Lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoomsStatus_Follow_ShowsWhatChangesUntilStopped()
    {
        using var played = new Played();
        var run = RoomsStatusRun.RunAsync(new RoomsStatusSettings { Brokers = _kafka.BootstrapServers, Rooms = ["7"], Follow = true }, played.Terminal, played.Token);
        await played.UntilAsync("unknown");
        await ProduceAsync(_names.Status, State("8"), State("7"));

        await played.UntilAsync("7 connecting → streaming");
        played.Interrupt();

        Assert.Equal(0, await run);
        Assert.DoesNotContain(played.Lines, line => line.Contains(" 8 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_TopicMissing_NamesTheCommand()
    {
        using var played = new Played();

        var line = await Played.FailureAsync(() => VerifyRun.RunAsync(new VerifySettings { Brokers = _kafka.BootstrapServers, Prefix = "other" }, played.Terminal, played.Token));

        Assert.Equal(1, line.ExitCode);
        Assert.Contains("topics create", line.Message, StringComparison.Ordinal);
    }

    private static byte[] State(string liveId) => Encoding.UTF8.GetBytes(StatusRecords.Json(
        StatusRecords.RoomState(new StatusRoom(liveId, 1, 1), "connecting", "streaming", "", "", DateTimeOffset.UnixEpoch)));

    private static byte[] Value(EventKind kind, string id) => new JsonEventWriter().Write(Samples.Of(kind, id), Samples.Room, new RecordBuffer()).ToArray();

    private List<ConsumeResult<byte[], byte[]>> Read(string topic)
    {
        var records = new List<ConsumeResult<byte[], byte[]>>();
        using var scan = new TopicScan(ClientSettings.ForAdmin(_options), [topic], new ScanRange(), TimeProvider.System);
        scan.ReadToEnd(records.Add, TestContext.Current.CancellationToken);
        return records;
    }

    private Task<DeliveryResult<byte[], byte[]>> DeadAsync(string stage, string reason, byte[] value, int length) => SendAsync(_names.DeadLetter, new Message<byte[], byte[]>
    {
        Key = [.. "7300000000000000001"u8],
        Value = value,
        Headers =
        [
            new Header("dlq.room_id", "7300000000000000001"u8.ToArray()), new Header("dlq.stage", Encoding.UTF8.GetBytes(stage)),
            new Header("dlq.reason", Encoding.UTF8.GetBytes(reason)), new Header("dlq.original.topic", Encoding.UTF8.GetBytes(_names.Of(EventKind.Chat))),
            new Header("dlq.original.length", Encoding.UTF8.GetBytes($"{length}")),
        ],
    });

    private Task ProduceAsync(string topic, params byte[][] values) => ProduceAsync(topic, [.. values.Select(value => ("key", value))]);

    private async Task ProduceAsync(string topic, params (string Key, byte[] Value)[] records)
    {
        foreach (var (key, value) in records)
        {
            await SendAsync(topic, new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = value });
        }
    }

    private Task<DeliveryResult<byte[], byte[]>> SendAsync(string topic, Message<byte[], byte[]> message) =>
        _producer.ProduceAsync(new TopicPartition(topic, 0), message, TestContext.Current.CancellationToken);
}
