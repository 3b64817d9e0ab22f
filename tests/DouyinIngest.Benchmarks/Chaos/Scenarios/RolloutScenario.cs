using DouyinIngest.Benchmarks.Chaos.Rig;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>
/// A rollout as the chart's Deployment makes it: at most one pod too many, never one too few. A new pod must be ready and stay so before an old one is
/// told to stop. There are fewer partitions than pods, so that some have nothing to run and must be ready all the same: were they not, the rollout
/// would wait for them for ever.
/// </summary>
internal sealed class RolloutScenario : ChaosScenario
{
    private const int Promised = 3;
    private static readonly TimeSpan MinReady = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan MaxExit = TimeSpan.FromSeconds(20);

    public override string Id => "ROLL";

    public override string Fault => "rollout, surge 1, unavailable 0, pods without partitions";

    public override bool NeedsFleet => true;

    public override bool OnlyWhenNamed => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Pods = Promised,
        CheckpointPartitions = Promised - 1,
        Load = scale.Seconds(45, 150),
        MinEvents = scale.Rate is { } rate ? (long)(rate * 40) : 50_000,
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return new TimedAction(TimeSpan.FromSeconds(1), "pods without partitions, ready", async (rig, _) =>
        {
            var owned = await Task.WhenAll(rig.Running.Select(p => p.MetricAsync("douyin_partitions_owned")));
            return owned.Count(partitions => partitions == 0);
        });
        for (var i = 0; i < Promised; i++)
        {
            var step = i;
            yield return TimedAction.Do(Near(3 + (12 * i), random), $"pod {step + 1} of {Promised} is replaced", rig => ReplaceAsync(rig));
        }
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.Within("longestExitSeconds", outcome.Pods.Max(p => p.Ended?.Took.TotalSeconds ?? double.MaxValue), MaxExit.TotalSeconds);
        outcome.AtMost("podsMissing", Promised - outcome.Notes["fewestReady"], 0);
        outcome.AtMost("mostPods", outcome.Notes["mostPods"], Promised + 1);
        outcome.AtMost("probesOfLivenessFailed", outcome.Notes["livenessFailed"], 0);
        outcome.AtMost("readyAfterSigterm", outcome.Notes["readyAfterSigterm"], 0);
        outcome.Require(outcome.Notes["probes"] > 0, () => "nobody was probed");
        outcome.Require(outcome.Pods.Count == 2 * Promised, () => $"{outcome.Pods.Count} pods were started, not {2 * Promised}");
    }

    private static async Task ReplaceAsync(ChaosRig rig)
    {
        var old = rig.Running.First();
        var next = rig.StartPod(old);
        await next.UntilReadyAsync(TimeSpan.FromSeconds(60));
        var probes = new Kubelet(rig);
        await probes.WatchAsync(null, Task.Delay(MinReady, TimeProvider.System));
        await probes.WatchAsync(old, old.TerminateAsync(MaxExit * 2));
    }
}
