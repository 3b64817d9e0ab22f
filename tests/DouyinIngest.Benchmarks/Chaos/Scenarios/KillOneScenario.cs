namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>One of three pods is killed under load.</summary>
internal sealed class KillOneScenario : ChaosScenario
{
    private const double MaxRecoverySeconds = 15;

    public override string Id => "F01";

    public override string Fault => "SIGKILL 1 of 3 pods";

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings;

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var victim = random.Next(3);
        yield return TimedAction.Do(Near(scale.Calm, random), $"SIGKILL of pod {victim}", async rig =>
        {
            await rig.Pods[victim].KillAsync();
            if (scale.Static)
            {
                rig.StartPod(rig.Pods[victim]);
            }
        });
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.RecoversWithin(MaxRecoverySeconds);
}
