namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>The way to the broker becomes slow.</summary>
/// <param name="id">F08, or F08b with a delay that loses the group.</param>
/// <param name="latency">Of every answer.</param>
/// <param name="mayRepeat">Owners change.</param>
internal sealed class SlowBrokerScenario(string id, TimeSpan latency, bool mayRepeat) : ChaosScenario
{
    public override string Id => id;

    public override string Fault => $"broker answers {latency.TotalSeconds:0} s later";

    public override bool NeedsProxy => true;

    public override bool MayRepeat => mayRepeat;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Proxy = ProxyUse.AllPods, Load = scale.Seconds(17, 120) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var at = Near(scale.Calm, random);
        yield return new TimedAction(at, "slow", (rig, _) => rig.Proxy.SlowAsync("kafka", latency));
        yield return new TimedAction(at + scale.Seconds(12, 60), "fast again", (rig, _) => rig.Proxy.HealAsync(), Heals: true);
    }
}
