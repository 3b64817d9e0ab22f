namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>The upstream sends its last 500 messages again at every reconnect.</summary>
internal sealed class ReplayScenario : ChaosScenario
{
    public override string Id => "F21";

    public override string Fault => "upstream replays 500 messages";

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Simulator = ["--Replay", "500"] };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        for (var i = 0; i < scale.Pick(2, 10); i++)
        {
            yield return new TimedAction(Near(scale.Pick(5, 10) + (scale.Pick(7, 9) * i), random), "RST of all sockets", (rig, _) => rig.Simulator.FireAsync("/sim/drop?share=1"), Heals: true);
        }
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.Require(outcome.Upstream!.Replayed > 10_000, () => $"only {outcome.Upstream.Replayed} messages were replayed");
        outcome.AtMost("repeatedShare", (double)outcome.Figures!.Extra / Math.Max(1, outcome.Upstream.Replayed), 0.0001);
    }
}
