using Confluent.Kafka;
using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>The broker that coordinates the pods' group is killed.</summary>
internal sealed class CoordinatorKilledScenario : ChaosScenario
{
    public override string Id => "F10";

    public override string Fault => "group coordinator killed (1 of 3)";

    public override bool HurtsBrokers => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Brokers = 3, After = scale.Seconds(8, 20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var at = Near(scale.Calm, random);
        HomeNode? victim = null;
        yield return TimedAction.Do(at, "SIGKILL of the coordinator", async rig =>
        {
            victim = scale.Static ? rig.Nodes[0] : await CoordinatorAsync(rig);
            await victim.EndAsync(PosixSignals.Kill);
        });
        yield return TimedAction.Do(at + scale.Seconds(12, 30), "it starts again", async rig =>
        {
            await victim!.LaunchAsync();
            await victim.UntilAnswersAsync();
        }, heals: true);
    }

    private static async Task<HomeNode> CoordinatorAsync(ChaosRig rig)
    {
        using var admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = rig.Broker.Bootstrap }).SetLogHandler(static (_, _) => { }).Build();
        var groups = await admin.ListConsumerGroupsAsync();
        var group = groups.Valid.Select(g => g.GroupId).First(g => rig.Log.Topics.Any(t => t.StartsWith(g, StringComparison.Ordinal)));
        var described = await admin.DescribeConsumerGroupsAsync([group]);
        return rig.Nodes[described.ConsumerGroupDescriptions[0].Coordinator.Id - 1];
    }
}
