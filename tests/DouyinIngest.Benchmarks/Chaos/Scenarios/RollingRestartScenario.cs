namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Every pod in turn is told to stop, and a new one takes its place.</summary>
internal sealed class RollingRestartScenario : ChaosScenario
{
    private static readonly TimeSpan MaxExit = TimeSpan.FromSeconds(20);

    public override string Id => "F02";

    public override string Fault => "rolling restart by SIGTERM";

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Load = scale.Seconds(28, 150),
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var rounds = scale.Pick(1, 3);
        for (var i = 0; i < rounds * 3; i++)
        {
            var step = i;
            yield return TimedAction.Do(Near(scale.Calm - 3 + (8 * i), random), $"restart {step + 1} of {rounds * 3}", async rig =>
            {
                // The oldest that still runs.
                var old = rig.Running.First();
                var next = rig.StartPod(old);
                await next.UntilReadyAsync(TimeSpan.FromSeconds(60));
                await old.TerminateAsync(MaxExit * 2);
            });
        }
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(30), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.Within("longestExitSeconds", outcome.Pods.Max(p => p.Ended?.Took.TotalSeconds ?? double.MaxValue), MaxExit.TotalSeconds);
}
