namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Pods come and go under load: 1, 3, 6, 2.</summary>
internal sealed class ScaleScenario : ChaosScenario
{
    public override string Id => "F04";

    public override string Fault => "scale 1, 3, 6, 2 pods";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Pods = 1, Load = scale.Seconds(60, 120), After = TimeSpan.FromSeconds(20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var step = scale.Pick(12, 30);
        yield return Add(Near(5, random), 2);
        yield return Add(Near(5 + step, random), 3);
        yield return new TimedAction(Near(5 + (2 * step), random), "SIGTERM of 4 of 6", async (rig, _) =>
        {
            var leaving = rig.Running.Take(4).ToList();
            await Task.WhenAll(leaving.Select(p => p.TerminateAsync(TimeSpan.FromSeconds(40))));
            return leaving.Count;
        });
    }

    public override async Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
    {
        await rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);
        rig.Notes["openSockets"] = await rig.Simulator.OpenAsync();
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.Require(outcome.Pods.Count == 6, () => $"{outcome.Pods.Count} pods were started, not 6");

    private static TimedAction Add(TimeSpan at, int pods) => new(at, $"{pods} more pods", async (rig, _) =>
    {
        var added = Enumerable.Range(0, pods).Select(_ => rig.StartPod()).ToList();
        await Task.WhenAll(added.Select(p => p.UntilReadyAsync(TimeSpan.FromSeconds(60))));
        return pods;
    });
}
