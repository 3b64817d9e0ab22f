using System.Diagnostics;
using System.Globalization;
using System.Text;
using Confluent.Kafka;
using DouyinIngest.FunctionalTests.Brokers;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.FunctionalTests.Control;

[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class ControlReaderTests(BrokerFixture fixture)
{
    private const int Rooms = 10_000;

    [Fact(Timeout = TimeLimit.Load)]
    public async Task Reader_TenThousandRooms_AreReadAndChangesFollow()
    {
        var cancel = TestContext.Current.CancellationToken;
        var prefix = BrokerFixture.NewPrefix("control");
        var options = new KafkaOptions
        {
            BootstrapServers = fixture.Bootstrap,
            TopicPrefix = prefix,
            DeadLetterTopic = $"{prefix}.deadletter.v1",
            StatusTopic = $"{prefix}.status.v1",
            ControlTopic = $"{prefix}.rooms.v1",
            CheckpointTopic = $"{prefix}.checkpoints.v1",
            CheckpointPartitions = 2,
        };
        using (var admin = new TopicAdmin(options, TimeProvider.System))
        {
            await admin.CreateAsync(cancel);
        }

        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = options.BootstrapServers, EnableIdempotence = true }).Build();
        Task<DeliveryResult<byte[], byte[]?>> Write(int room, string? value) => producer.ProduceAsync(
            new TopicPartition(options.ControlTopic, 0),
            new Message<byte[], byte[]?> { Key = Encoding.UTF8.GetBytes(room.ToString(CultureInfo.InvariantCulture)), Value = value is null ? null : Encoding.UTF8.GetBytes(value) },
            cancel);
        await Task.WhenAll(Enumerable.Range(1, Rooms).Select(i => Write(i, """{"since":"2026-01-01T00:00:00Z","credential":"default","labels":{"tenant":"blue"}}""")));

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var reader = new ControlReader(options, new ControlMetrics(Metrics.NewCustomRegistry()), TimeProvider.System, NullLogger<ControlReader>.Instance);
        var watch = Stopwatch.StartNew();
        var run = reader.RunAsync(stop.Token);
        await reader.LoadedAsync(cancel);
        var loaded = watch.Elapsed;
        Assert.Equal(Rooms, reader.Current.Rooms.Count);

        var written = await Write(1, null);
        watch.Restart();
        await foreach (var table in reader.WatchAsync(stop.Token))
        {
            if (table.Offset > written.Offset.Value)
            {
                Assert.False(table.Rooms.ContainsKey("1"));
                break;
            }
        }

        TestContext.Current.SendDiagnosticMessage($"{Rooms} rooms read in {loaded}, a change seen after {watch.Elapsed}");
        await stop.CancelAsync();
        await run;
    }
}
