namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>The upstream lets nobody in for a while, and resets who is there.</summary>
internal sealed class RefusalsScenario : ChaosScenario
{
    public override string Id => "F13";

    public override string Fault => "upstream refuses (429)";

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Load = scale.Seconds(20, 420),
        After = scale.Seconds(8, 75),
        Pod = [$"--Ingest:ReconnectMaxDelay={Ceiling(scale)}"],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var at = Near(scale.Calm, random);
        var seconds = scale.Pick(12, 300);
        yield return new TimedAction(at, $"429 for {seconds} s", (rig, _) => rig.Simulator.FireAsync($"/sim/refuse?status=429&seconds={seconds}"));
        yield return new TimedAction(at, "RST of all sockets", (rig, _) => rig.Simulator.FireAsync("/sim/drop?share=1"));
        yield return TimedAction.Do(at + TimeSpan.FromSeconds(seconds), "connects are welcome again", _ => { }, heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        // Full jitter: an attempt every ceiling/2 on average; the tail of a hundred rooms stays under three times that.
        var most = 3 + (3 * scale.Pick(12, 300) / (Ceiling(scale).TotalSeconds / 2));
        outcome.Require(outcome.Upstream!.Refused >= outcome.Scenario.Settings(scale).Rooms, () => $"only {outcome.Upstream.Refused} connects were refused");
        outcome.AtMost("attemptsOfTheBusiestRoom", outcome.Upstream.MaxAttemptsOfARoom, most);
    }

    private static TimeSpan Ceiling(ChaosScale scale) => scale.Seconds(10, 20);
}
