namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>All pods are killed at once and started again.</summary>
internal sealed class KillAllScenario : ChaosScenario
{
    private const double MaxRecoverySeconds = 15;

    public override string Id => "F03";

    public override string Fault => "SIGKILL of all pods";

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings;

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var at = Near(scale.Calm, random);
        yield return new TimedAction(at, "SIGKILL of all pods", async (rig, _) =>
        {
            var victims = rig.Running.ToList();
            await Task.WhenAll(victims.Select(p => p.KillAsync()));
            return victims.Count;
        });
        yield return new TimedAction(at + TimeSpan.FromSeconds(2), "as many start again", (rig, _) =>
        {
            foreach (var killed in rig.Pods.ToList())
            {
                rig.StartPod(killed);
            }

            return Task.FromResult((long)rig.Settings.Pods);
        }, Heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.RecoversWithin(MaxRecoverySeconds);
}
