using System.Collections.Concurrent;
using System.Text;
using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Chat;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Outbound;

/// <summary>The service around the book, on the embedded Kafka.</summary>
public sealed class OutboundHostedServiceTests : IDisposable
{
    private readonly EmbeddedKafka _kafka = new();
    private readonly KafkaOptions _options;
    private readonly Site _site = new();

    public OutboundHostedServiceTests()
    {
        _options = new KafkaOptions { BootstrapServers = _kafka.BootstrapServers };
        _kafka.CreateTopic(_options.OutboundTopic, 1);
        _kafka.CreateTopic(_options.OutboundResultsTopic, 1);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _kafka.Dispose();

    [Fact(Timeout = 60_000)]
    public async Task Lines_AreSaidAndAnswered_AndNotAgainByTheNextInstance()
    {
        await using (var first = await StartAsync(TestContext.Current.CancellationToken))
        {
            await OrderAsync("100", """{"text":"hello","id":"a"}""");
            await OrderAsync("nobody", """{"text":"hello"}""");
            await OrderAsync("100", "rubbish");
            await UntilFinalAsync(3);
        }

        var results = Results();
        Assert.Equal(
            [(0, OutboundState.Sent, ChatReason.None), (1, OutboundState.Refused, ChatReason.UnknownRoom), (2, OutboundState.Refused, ChatReason.Malformed)],
            results.Where(r => r.IsFinal).OrderBy(r => r.Line.Offset).Select(r => ((int)r.Line.Offset, r.State, r.Reason)));
        Assert.All(Enumerable.Range(0, 3), offset => Assert.Equal(OutboundState.Accepted, results.First(r => r.Line.Offset == offset).State));

        await using var second = await StartAsync(TestContext.Current.CancellationToken);
        await OrderAsync("101", """{"text":"more"}""");
        await UntilFinalAsync(4);
        Assert.Equal([("hello", 42), ("more", 43)], _site.Said);
    }

    [Fact(Timeout = 60_000)]
    public async Task Stop_WhileALineIsBeingSaid_WaitsForItsResult()
    {
        _site.Hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var service = await StartAsync(TestContext.Current.CancellationToken);
        await OrderAsync("100", """{"text":"hello"}""");
        await Waiting.UntilAsync(() => !_site.Said.IsEmpty);
        var stopping = service.DisposeAsync();
        _site.Hold.SetResult();
        await stopping;

        Assert.Equal(OutboundState.Sent, Results().Single(r => r.IsFinal).State);
    }

    [Fact(Timeout = 60_000)]
    public async Task Disabled_NothingIsReadOrSaid()
    {
        await OrderAsync("100", """{"text":"hello"}""");
        await using var service = await StartAsync(TestContext.Current.CancellationToken, enabled: false);
        await service.Ended.Soon();

        Assert.Empty(_site.Said);
    }

    private async Task<Running> StartAsync(CancellationToken cancellationToken, bool enabled = true)
    {
        var owned = new OwnedPartitions();
        for (var partition = 0; partition < _options.CheckpointPartitions; partition++)
        {
            owned.Set(partition, 5);
        }

        var service = new OutboundHostedService(
            Options.Create(new OutboundOptions { Enabled = enabled }), Options.Create(new ChatOptions { Interval = TimeSpan.Zero }), Options.Create(_options),
            FleetInstance.New("pod"), owned, _site, _site, new OutboundMetrics(Metrics.NewCustomRegistry()), new Lifetime(), TimeProvider.System, NullLoggerFactory.Instance);
        await service.StartAsync(cancellationToken);
        return new Running(service);
    }

    private async Task OrderAsync(string key, string value)
    {
        using var producer = new ProducerBuilder<string, string>(new ProducerConfig { BootstrapServers = _options.BootstrapServers, LingerMs = 0 }).Build();
        await producer.ProduceAsync(new TopicPartition(_options.OutboundTopic, 0), new Message<string, string> { Key = key, Value = value }, Token);
    }

    private async Task UntilFinalAsync(int count)
    {
        var deadline = Environment.TickCount64 + 20_000;
        while (Results().Count(r => r.IsFinal) < count)
        {
            Assert.True(Environment.TickCount64 < deadline, "no result: " + string.Join(", ", Results()));
            await Task.Yield();
        }
    }

    private List<OutboundResult> Results()
    {
        using var consumer = new ConsumerBuilder<byte[]?, byte[]>(new ConsumerConfig { BootstrapServers = _options.BootstrapServers, GroupId = "test", EnablePartitionEof = true }).Build();
        consumer.Assign(new TopicPartitionOffset(_options.OutboundResultsTopic, 0, Offset.Beginning));
        var results = new List<OutboundResult>();
        while (consumer.Consume(Token) is { IsPartitionEOF: false } record)
        {
            Assert.DoesNotContain("hello", Encoding.UTF8.GetString(record.Message.Value), StringComparison.Ordinal);
            results.Add(OutboundResultJson.Read(record.Message.Value)!);
        }

        return results;
    }

    private sealed class Running(OutboundHostedService service) : IAsyncDisposable
    {
        public Task Ended => service.ExecuteTask!;

        public async ValueTask DisposeAsync()
        {
            await service.StopAsync(CancellationToken.None);
            service.Dispose();
        }
    }

    private sealed class Site : IOutboundRooms, IChatSender
    {
        public ConcurrentQueue<(string Text, long Room)> Said { get; } = new();

        public TaskCompletionSource? Hold { get; set; }

        public OutboundRoom Find(string liveId) => liveId switch
        {
            "100" => new(OutboundRoomState.Live, 42),
            "101" => new(OutboundRoomState.Live, 43),
            _ => new(OutboundRoomState.Unknown),
        };

        public async Task<ChatSendResult> SendAsync(ChatTarget room, string text, CancellationToken cancellationToken = default)
        {
            Said.Enqueue((text, room.RoomId));
            await (Hold?.Task ?? Task.CompletedTask);
            return new ChatSendResult(ChatReason.None, "") { MessageId = 7 };
        }
    }

    private sealed class Lifetime : IHostApplicationLifetime
    {
        public CancellationToken ApplicationStarted => CancellationToken.None;

        public CancellationToken ApplicationStopping => CancellationToken.None;

        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication()
        {
        }
    }
}
