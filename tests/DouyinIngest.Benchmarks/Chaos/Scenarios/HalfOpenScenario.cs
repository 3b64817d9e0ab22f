namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Sockets that stay open and say nothing.</summary>
internal sealed class HalfOpenScenario : ChaosScenario
{
    // Two heartbeats of 2 s, and 5 s.
    private const double MaxSecondsToEnd = 9;
    private const double MaxSecondsToBack = 24;

    public override string Id => "F11";

    public override string Fault => "half-open sockets";

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings;

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return new TimedAction(Near(scale.Calm, random), "sockets fall silent for 30 s", (rig, _) => rig.Simulator.FireAsync("/sim/halfopen?count=100&seconds=30"));
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(40), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        var upstream = outcome.Upstream!;
        outcome.Require(upstream.HalfOpenEnded == upstream.HalfOpen, () => $"{upstream.HalfOpen - upstream.HalfOpenEnded} half-open sockets were never noticed");
        outcome.Within("secondsToNotice", upstream.LongestToEnd, MaxSecondsToEnd);
        outcome.Within("secondsToBack", upstream.LongestToBack, MaxSecondsToBack);
        outcome.AtMost("gapEvents", outcome.Figures!.GapEvents, 0);
    }
}
