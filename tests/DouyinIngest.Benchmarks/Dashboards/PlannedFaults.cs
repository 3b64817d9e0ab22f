using DouyinIngest.Benchmarks.Brokers;
using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>Every query that is empty while all is well, with what fills it; in the order in which it is done.</summary>
internal static class PlannedFaults
{
    public const string AllIsWell = "load";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <summary>Before any instance is scraped, and in the instances from their start on.</summary>
    public static IReadOnlyList<PlannedFault> AtFirst { get; } =
    [
        new("no instance is scraped", ["DouyinIngestAbsent"], Nothing),
        new("rooms in which nothing happens", ["DouyinIngestEventsStopped"], (rig, cancellationToken) => rig.StartAsync(cancellationToken)),
        new("a fault thrown while an event is handed over", ["DouyinIngestRoomFaults"], Nothing),
    ];

    /// <summary>After all queries were asked under load.</summary>
    public static IReadOnlyList<PlannedFault> UnderLoad { get; } =
    [
        new("a control record that is no assignment", ["DouyinIngestAssignmentsRefused"], static (rig, _) => rig.Fleet.Control!.WriteAsync([("no-room", "{}")])),
        new("a credential with too few places", ["DouyinIngestRoomsPending"], static (rig, _) => rig.Fleet.Control!.WriteAsync([("_credentials", DashboardRig.ShortOfPlaces)])),
        new("a frame that nobody can read", ["DouyinIngestEventsMissing", "DouyinIngestDeadLetters"], static (rig, _) => rig.Fleet.Simulator.PlanAsync($"badgzip@room={rig.Canary},sticky")),
        new("pushes that are not the platform's", ["DouyinIngestPushesRefused"], static (rig, _) => rig.Fleet.Simulator.FireAsync("/sim/platform?forged=1")),
        new("the platform answers 500, a room more is pushed", ["DouyinIngestPushTasksFail"], TasksFailAsync),
        new("every socket reset", ["Opening a session"], static (rig, _) => rig.Fleet.Simulator.FireAsync("/sim/drop?share=1"), OnlyThen: false),
        new("every socket reset, every connect refused", ["DouyinIngestUpstreamRefuses"], RefuseAsync),
        new("every socket refused or told to leave, polls answered", ["DouyinIngestRoomsPolled", "DouyinIngestCanaryDown"], FallBackAsync),
        new("a topic deleted", ["DouyinIngestTopicRefuses"], DeleteTopicAsync),
        new("the broker away", ["DouyinIngestDeliveryStalled", "DouyinIngestInstanceCutOff", "DouyinIngestCheckpointsStale", "DouyinIngestEventsShed", "DouyinIngestLinesUnanswered"], BrokerAwayAsync),
        new("an instance killed", ["DouyinIngestRoomsUnfollowed"], static (rig, _) => rig.Fleet.Pods[1].KillAsync()),
        new("the broker back", ["DouyinIngestDeliverySlow", "Takeover"], static (rig, _) => rig.Fleet.Broker.StartAsync(), OnlyThen: false),
    ];

    private static Task Nothing(DashboardRig rig, CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task RefuseAsync(DashboardRig rig, CancellationToken cancellationToken)
    {
        await rig.Fleet.Simulator.FireAsync("/sim/platform?apiFailures=0");
        await rig.Fleet.Simulator.FireAsync("/sim/refuse?status=429&seconds=6");
        await rig.Fleet.Simulator.FireAsync("/sim/drop?share=1");
    }

    private static async Task TasksFailAsync(DashboardRig rig, CancellationToken cancellationToken)
    {
        await rig.Fleet.Simulator.FireAsync("/sim/platform?forged=0&apiFailures=1");
        await rig.PushAnotherAsync();
    }

    private static async Task FallBackAsync(DashboardRig rig, CancellationToken cancellationToken)
    {
        await rig.Fleet.Simulator.FireAsync("/sim/refuse?status=403&seconds=20&polls=false");
        await rig.Fleet.Simulator.FireAsync("/sim/drop?share=1");
    }

    private static async Task DeleteTopicAsync(DashboardRig rig, CancellationToken cancellationToken)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = rig.Fleet.Broker.Bootstrap }).SetLogHandler(static (_, _) => { }).Build();
        await admin.DeleteTopicsAsync([rig.DeletedTopic], new DeleteTopicsOptions { OperationTimeout = Deadline });
    }

    private static async Task BrokerAwayAsync(DashboardRig rig, CancellationToken cancellationToken)
    {
        // The topic comes back first: this fault is to be one of its own.
        await rig.Fleet.Broker.CreateTopicsAsync([rig.DeletedTopic], 6);
        await Eventually.IsTrueAsync(async () => await rig.Fleet.Pods[0].MetricAsync("douyin_kafka_held_records") == 0, Deadline, () => "held records went out: " + rig.Fleet.Pods[0].Tail());
        await rig.OrderLinesAsync();
        await rig.Fleet.Broker.StopAsync();
    }
}
