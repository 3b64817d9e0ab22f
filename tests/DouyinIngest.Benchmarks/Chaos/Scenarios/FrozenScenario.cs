namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>A pod is stopped (SIGSTOP) and goes on later: for 30 s others have taken over meanwhile, for 2 s nobody may.</summary>
internal sealed class FrozenScenario(string id, double seconds, bool mayRepeat) : ChaosScenario
{
    public override string Id => id;

    public override string Fault => $"SIGSTOP of a pod for {seconds:0} s";

    public override bool MayRepeat => mayRepeat;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Load = scale.Seconds(25 + seconds, 90 + seconds), After = TimeSpan.FromSeconds(20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var victim = random.Next(3);
        var at = Near(8, random);
        yield return TimedAction.Do(at, $"SIGSTOP of pod {victim}", rig => rig.Pods[victim].Stop());
        yield return TimedAction.Do(at + TimeSpan.FromSeconds(seconds), $"SIGCONT of pod {victim}", rig => rig.Pods[victim].Continue(), heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);
}
