using System.Text;
using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Fakes;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;

namespace DouyinIngest.Tests.Pipeline.Overview;

public sealed class FleetWatchTests : IAsyncDisposable
{
    private readonly EmbeddedKafka _kafka = new();
    private readonly KafkaOptions _options;
    private readonly IProducer<byte[], byte[]> _producer;
    private FleetWatch? _watch;

    public FleetWatchTests()
    {
        _options = new KafkaOptions { BootstrapServers = _kafka.BootstrapServers, CheckpointPartitions = 4 };
        _kafka.CreateTopic(_options.CheckpointTopic, 4);
        _kafka.CreateTopic(_options.StatusTopic, 2);
        _producer = new ProducerBuilder<byte[], byte[]>(new ProducerConfig { BootstrapServers = _kafka.BootstrapServers, LingerMs = 0 }).Build();
    }

    [Fact]
    public async Task Look_ReadsWhatStandsThereAndWhatComes()
    {
        var now = TimeProvider.System.GetUtcNow();
        await WriteAsync(_options.CheckpointTopic, 1, "_owner", new OwnerClaim { Instance = "a-1", Pod = "a", ManagementAddress = "10.0.0.1:9464", Time = now.ToUnixTimeMilliseconds() }.ToByteArray());
        await WriteAsync(_options.CheckpointTopic, 1, "732001", new RoomCheckpoint { Version = 1, RoomId = 7, Instance = "a-1", Time = now.ToUnixTimeMilliseconds() }.ToByteArray());
        _watch = new FleetWatch(_options, TimeProvider.System, NullLogger<FleetWatch>.Instance);

        await Waiting.UntilAsync(() => _watch.Look() is { IsWhole: true } seen && seen.Rooms.ContainsKey("732001"));
        var overview = _watch.Look();
        Assert.Equal(("a", "10.0.0.1:9464"), (overview.Claims[1].Pod, overview.Claims[1].Address));
        Assert.Equal(("running", "a-1"), (overview.Rooms["732001"].State, overview.Rooms["732001"].Instance));
        Assert.Equal("a-1", Assert.Single(overview.Instances).Instance);
        Assert.Equal("", overview.Trouble);

        var status = StatusRecords.RoomState(new StatusRoom("732001", 7, 0), "connecting", "backing_off", "network", "look at it", now);
        await WriteAsync(_options.StatusTopic, 0, "732001", Encoding.UTF8.GetBytes(StatusRecords.Json(status)));
        await Waiting.UntilAsync(() => _watch.Look().Rooms["732001"].State == "backing_off");
        Assert.Equal(("network", "look at it"), (_watch.Look().Rooms["732001"].Reason, _watch.Look().Rooms["732001"].Remedy));
    }

    [Fact]
    public async Task Dispose_NeverLooked_EndsAtOnce()
    {
        _watch = new FleetWatch(_options, TimeProvider.System, NullLogger<FleetWatch>.Instance);
        await _watch.DisposeAsync().Soon();
        Assert.False(_watch.Look().IsWhole);
        _watch = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is { } watch)
        {
            await watch.DisposeAsync();
        }

        _producer.Dispose();
        _kafka.Dispose();
    }

    private Task<DeliveryResult<byte[], byte[]>> WriteAsync(string topic, int partition, string key, byte[] value)
        => _producer.ProduceAsync(new TopicPartition(topic, partition), new Message<byte[], byte[]> { Key = Encoding.UTF8.GetBytes(key), Value = value }, TestContext.Current.CancellationToken);
}
