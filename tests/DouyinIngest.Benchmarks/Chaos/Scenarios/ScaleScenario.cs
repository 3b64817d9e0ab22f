using DouyinIngest.Benchmarks.Chaos.Rig;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>
/// Pods come and go under load: 1, 3, 6, 2. Each that comes may take its fair share and nothing more moves; of those that go, what they had. A partition that
/// moves is a claim of its new owner.
/// </summary>
internal sealed class ScaleScenario : ChaosScenario
{
    private const string Claimed = "douyin_claims_total";
    private const string Claims = "claims";

    private const string Freed = "freed";
    private const string To3 = "moved1To3";
    private const string To6 = "moved3To6";
    private const string To2 = "moved6To2";

    public override string Id => "F04";

    public override string Fault => "scale 1, 3, 6, 2 pods";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Pods = 1, Load = scale.Seconds(20, 120), After = scale.Seconds(8, 20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var step = scale.Pick(9, 30);
        yield return Add(Near(5, random), 2, before: null);
        yield return Add(Near(5 + step, random), 3, before: To3);
        yield return new TimedAction(Near(5 + (2 * step), random), "SIGTERM of 4 of 6", async (rig, _) =>
        {
            await CountMovesAsync(rig, To6);
            var leaving = rig.Running.Take(4).ToList();
            var staying = rig.Running.Except(leaving).ToList();
            rig.Notes[Claims] = await SumAsync(staying, Claimed);
            rig.Notes[Freed] = rig.Settings.CheckpointPartitions - await SumAsync(staying, "douyin_partitions_owned");
            await Task.WhenAll(leaving.Select(p => p.TerminateAsync(TimeSpan.FromSeconds(40))));
            return leaving.Count;
        });
    }

    public override async Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
    {
        await rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);
        rig.Notes["openSockets"] = await rig.Simulator.OpenAsync();
        await CountMovesAsync(rig, To2);
        rig.Notes.Remove(Claims);
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.Require(outcome.Pods.Count == 6, () => $"{outcome.Pods.Count} pods were started, not 6");
        var partitions = Settings(scale).CheckpointPartitions;
        outcome.AtMost(To3, outcome.Notes[To3], FairMoves(partitions, 1, 3));
        outcome.AtMost(To6, outcome.Notes[To6], FairMoves(partitions, 3, 6));
        outcome.AtMost(To2, outcome.Notes[To2], outcome.Notes[Freed]);
    }

    /// <summary>Pods that come may come one by one, each with a fair share at its time.</summary>
    private static int FairMoves(int partitions, int from, int to) => Enumerable.Range(from + 1, to - from).Sum(pods => (partitions + pods - 1) / pods);

    private static async Task CountMovesAsync(ChaosRig rig, string step)
    {
        var claims = await SumAsync(rig.Running, Claimed);
        rig.Notes[step] = claims - rig.Notes[Claims];
        rig.Notes[Claims] = claims;
    }

    private static async Task<double> SumAsync(IEnumerable<Pod> pods, string metric) => (await Task.WhenAll(pods.Select(pod => pod.MetricAsync(metric)))).Sum();

    private static TimedAction Add(TimeSpan at, int pods, string? before) => new(at, $"{pods} more pods", async (rig, _) =>
    {
        if (before is null)
        {
            rig.Notes[Claims] = await SumAsync(rig.Running, Claimed);
        }
        else
        {
            await CountMovesAsync(rig, before);
        }

        var added = Enumerable.Range(0, pods).Select(_ => rig.StartPod()).ToList();
        await Task.WhenAll(added.Select(p => p.UntilReadyAsync(TimeSpan.FromSeconds(60))));
        return pods;
    });
}
