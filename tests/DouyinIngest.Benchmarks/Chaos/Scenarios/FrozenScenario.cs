namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>A pod is stopped (SIGSTOP) and goes on later: for longer than the session time-out others have taken over meanwhile, for 2 s nobody may.</summary>
internal sealed class FrozenScenario(string id, double seconds, bool mayRepeat) : ChaosScenario
{
    public override string Id => id;

    public override string Fault => mayRepeat ? "SIGSTOP of a pod until others have its rooms" : $"SIGSTOP of a pod for {seconds:0} s";

    public override bool MayRepeat => mayRepeat;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Load = scale.Seconds(12, 90) + Stop(scale), After = scale.Seconds(8, 20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var victim = random.Next(3);
        var at = Near(scale.Calm, random);
        yield return TimedAction.Do(at, $"SIGSTOP of pod {victim}", rig => rig.Pods[victim].Stop());
        yield return TimedAction.Do(at + Stop(scale), $"SIGCONT of pod {victim}", rig => rig.Pods[victim].Continue(), heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);

    // In the short form the group notices within 6 s.
    private TimeSpan Stop(ChaosScale scale) => scale.Seconds(Math.Min(seconds, 11), seconds);
}
