namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>One pod cannot reach the brokers, and later cannot reach the upstream. Connections stay open; nothing gets through.</summary>
internal sealed class PartitionScenario : ChaosScenario
{
    public override string Id => "F26";

    public override string Fault => "a pod cut off, from brokers, upstream";

    public override bool NeedsProxy => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Proxy = ProxyUse.FirstPod, Load = scale.Seconds(20, 200), After = scale.Seconds(8, 25) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var at = Near(scale.Calm, random);
        var cut = scale.Seconds(10, 60);
        var between = scale.Seconds(5, 15);
        yield return new TimedAction(at, "pod 0 without brokers", (rig, _) => rig.Proxy.CutAsync("kafka"));
        yield return new TimedAction(at + cut, "healed", (rig, _) => rig.Proxy.HealAsync(), Heals: true);
        yield return new TimedAction(at + cut + between, "pod 0 without upstream", (rig, _) => rig.Proxy.CutAsync("upstream"));
        yield return new TimedAction(at + cut + between + cut, "healed", (rig, _) => rig.Proxy.HealAsync(), Heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);
}
