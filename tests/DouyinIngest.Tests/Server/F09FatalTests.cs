using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DouyinIngest.Tests.Server;

/// <summary>F09: a fatal error of the producer, in the whole service.</summary>
public sealed class F09FatalTests
{
    [Fact]
    public async Task F09_OutOfOrderSequence_EndsTheProcessNonZeroAndIsNeverReadyWhileDead()
    {
        var token = TestContext.Current.CancellationToken;
        using var kafka = new EmbeddedKafka();
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers };
        foreach (var topic in TopicPlan.For(options, kafka.Brokers))
        {
            kafka.CreateTopic(topic.Name, topic.Partitions);
        }

        await using var upstream = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = 1, EventsPerSecond = 200, TickInterval = TimeSpan.FromMilliseconds(50) }, cancellationToken: token);
        var watch = new Watch();
        var run = IngestServer.RunAsync(
            [
                $"--Kafka:BootstrapServers={kafka.BootstrapServers}", "--Management:Port=0", "--Logging:LogLevel:Default=None",
                $"--Ingest:Rooms:0={upstream.Rooms[0].LiveId}", $"--RoomInfo:UpstreamUrl={upstream.BaseUrl}", $"--Socket:Url={upstream.SocketUrl}",
                "--Drain:Settle=00:00:00.2", "--Drain:Flush=00:00:00.2",
            ],
            builder =>
            {
                builder.Services.AddSingleton(watch);
                builder.Services.AddHostedService<Probe>();
            },
            stoppingToken: token);
        await Waiting.UntilAsync(() => run.IsCompleted || (watch.Sink is { Unsettled: > 0 } && watch.Health!.NotReadyBecause().Count == 0));
        Assert.False(run.IsCompleted);
        kafka.FailProduce([.. Enumerable.Repeat((int)ErrorCode.OutOfOrderSequenceNumber, 20)]);
        await Waiting.UntilAsync(() => watch.Sink!.Health.Fatal is not null);

        var samples = 0;
        while (!run.IsCompleted)
        {
            Assert.NotEmpty(watch.Health!.NotReadyBecause());
            samples++;
            await Task.Yield();
        }

        Assert.Equal(IngestServer.Failed, await run.Soon());
        Assert.True(samples > 0);
        Assert.Contains("The Kafka producer is dead", watch.Health!.Failure, StringComparison.Ordinal);
        Assert.False(watch.Health.IsLive);
        Assert.NotEmpty(watch.Health.NotReadyBecause());
    }

    private sealed class Watch
    {
        public IngestHealth? Health { get; set; }

        public KafkaEventSink? Sink { get; set; }
    }

    /// <summary>Looks into the service that the process runs.</summary>
    private sealed class Probe : IHostedService
    {
        public Probe(Watch watch, IngestHealth health, KafkaEventSink sink) => (watch.Health, watch.Sink) = (health, sink);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
