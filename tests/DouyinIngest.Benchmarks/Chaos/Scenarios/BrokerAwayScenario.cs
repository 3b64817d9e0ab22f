using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>All brokers are down for a while.</summary>
internal sealed class BrokerAwayScenario : ChaosScenario
{
    private const double MaxRecoverySeconds = 15;
    private const double MaxGrowthMiB = 200;

    public override string Id => "F05";

    public override string Fault => "all brokers down";

    public override bool HurtsBrokers => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings;

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var down = Near(scale.Calm, random);
        var before = Array.Empty<long>();
        yield return TimedAction.Do(down, "brokers stop", async rig =>
        {
            before = [.. rig.Pods.Select(p => p.ResidentBytes)];
            await rig.Broker.StopAsync();
        });
        yield return TimedAction.Do(down + scale.Seconds(12, 50), "not ready, but live", async rig =>
        {
            await Task.WhenAll(rig.Pods.Select(p => Eventually.IsTrueAsync(
                async () => !await p.IsReadyAsync(), TimeSpan.FromSeconds(20), () => $"pod {p.Place.Number} not ready while the brokers are away")));
            rig.Notes["livePodsDuringOutage"] = (await Task.WhenAll(rig.Pods.Select(p => p.IsLiveAsync()))).Count(live => live);
        });
        yield return TimedAction.Do(down + scale.Seconds(16, 60), "brokers start", async rig =>
        {
            rig.Notes["memoryGrowthMiB"] = rig.Pods.Select((p, i) => p.ResidentBytes - before[i]).Max() / 1048576.0;
            await rig.Broker.StartAsync();
        }, heals: true);
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.RecoversWithin(MaxRecoverySeconds);
        outcome.Require(outcome.Notes["livePodsDuringOutage"] >= outcome.Pods.Count, () => "a pod was not live while the brokers were away");
        outcome.Within("memoryGrowthMiB", outcome.Notes["memoryGrowthMiB"], MaxGrowthMiB);
        outcome.Require(scale.Static || outcome.Upstream!.Attempts == outcome.Upstream.Resumes + outcome.Scenario.Settings(scale).Rooms, () => "rooms were connected anew although no partition moved");
    }
}
