using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Pipeline.Control;
using DouyinIngest.Tests.Pipeline.Fleet.Fakes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace DouyinIngest.Tests.Server;

/// <summary>F10: errors of the group's coordinator, in the whole service: its rooms are not touched.</summary>
public sealed class F10FleetTests
{
    private const int Rooms = 3;

    [Fact]
    public Task F10_MembershipShaken_NoRoomIsInterrupted()
        => AtOnce.ForEachAsync([ErrorCode.RebalanceInProgress, ErrorCode.IllegalGeneration, ErrorCode.UnknownMemberId], ShakenAsync);

    [Fact]
    public async Task F10_FencedInstance_NoRoomIsInterrupted()
    {
        await using var fleet = await StartAsync();
        var joins = fleet.Kafka.Requests(GroupRequest.JoinGroup);

        fleet.Kafka.Fail(GroupRequest.Heartbeat, (int)ErrorCode.FencedInstanceId);
        await MemberRig.UntilAsync(() => fleet.Kafka.Requests(GroupRequest.JoinGroup) > joins, "another join");

        await UntouchedAsync(fleet);
    }

    [Fact]
    public async Task F10_FencedAndNeverTakenInAgain_EndsTheProcessNonZeroAndSaysWhy()
    {
        await using var fleet = await StartAsync();

        fleet.Kafka.Fail(GroupRequest.JoinGroup, [.. Enumerable.Repeat((int)ErrorCode.FencedInstanceId, 10)]);
        fleet.Kafka.Fail(GroupRequest.Heartbeat, (int)ErrorCode.FencedInstanceId);

        Assert.Equal(IngestServer.Failed, await fleet.Run.WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System, TestContext.Current.CancellationToken));
        Assert.Contains("Membership in the group douyin-ingest is lost for good", fleet.Health.Failure, StringComparison.Ordinal);
        Assert.False(fleet.Health.IsLive);
    }

    private static async Task ShakenAsync(ErrorCode error)
    {
        await using var fleet = await StartAsync();
        var heartbeats = fleet.Kafka.Requests(GroupRequest.Heartbeat);

        fleet.Kafka.Fail(GroupRequest.Heartbeat, (int)error, (int)error, (int)error);
        await MemberRig.UntilAsync(() => fleet.Kafka.Requests(GroupRequest.Heartbeat) > heartbeats + 3, "three heartbeats that were refused");

        await UntouchedAsync(fleet);
    }

    private static async Task UntouchedAsync(FleetRun fleet)
    {
        await fleet.ReadyAsync();
        var events = fleet.Upstream.Counters.Acks;
        await MemberRig.UntilAsync(() => fleet.Upstream.Counters.Acks > events + 20, "acks after it");

        Assert.Equal((Rooms, Rooms), (fleet.Upstream.Counters.Connects, fleet.Upstream.Counters.Open.Now));
        Assert.False(fleet.Run.IsCompleted);
    }

    private static async Task<FleetRun> StartAsync()
    {
        var kafka = new EmbeddedKafka();
        var options = new KafkaOptions { BootstrapServers = kafka.BootstrapServers, CheckpointPartitions = 4 };
        foreach (var topic in TopicPlan.For(options, kafka.Brokers))
        {
            kafka.CreateTopic(topic.Name, topic.Partitions);
        }

        kafka.CountRequests();
        var upstream = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = Rooms, EventsPerSecond = 100, TickInterval = TimeSpan.FromMilliseconds(50) }, cancellationToken: TestContext.Current.CancellationToken);
        await ControlRig.WriteAsync(kafka.BootstrapServers, options.ControlTopic, upstream.Rooms.Select(room => ($"{room.LiveId}", (string?)"{}")));
        var fleet = new FleetRun(kafka, upstream);
        await fleet.ReadyAsync();
        await MemberRig.UntilAsync(() => fleet.Run.IsCompleted || upstream.Counters is { Connects: Rooms, Acks: > 20 }, "rooms that stream");
        Assert.False(fleet.Run.IsCompleted);
        return fleet;
    }

    private sealed class FleetRun : IAsyncDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public FleetRun(EmbeddedKafka kafka, SimulatorHost upstream)
        {
            (Kafka, Upstream) = (kafka, upstream);
            Run = IngestServer.RunAsync(
                [
                    $"--Kafka:BootstrapServers={kafka.BootstrapServers}", "--Kafka:CheckpointPartitions=4", "--Management:Port=0", "--Logging:LogLevel:Default=None",
                    $"--RoomInfo:UpstreamUrl={upstream.BaseUrl}", $"--Socket:Url={upstream.SocketUrl}", "--Fleet:SessionTimeout=00:00:06",
                    "--Drain:Deadline=00:00:05", "--Drain:Settle=00:00:00.2", "--Drain:Flush=00:00:00.5",
                ],
                builder => builder.Services.AddHostedService(services =>
                {
                    Found = services.GetRequiredService<IngestHealth>();
                    return new Nothing();
                }),
                stoppingToken: _stop.Token);
        }

        public EmbeddedKafka Kafka { get; }

        public SimulatorHost Upstream { get; }

        public Task<int> Run { get; }

        public IngestHealth Health => Found!;

        private IngestHealth? Found { get; set; }

        public Task ReadyAsync() => MemberRig.UntilAsync(() => Run.IsCompleted || Found?.NotReadyBecause().Count == 0, "ready");

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await ((Task)Run).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Upstream.DisposeAsync();
            Kafka.Dispose();
            _stop.Dispose();
        }
    }

    private sealed class Nothing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
