namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Most sockets are reset at once, twice; the others show what that costs a room that was spared.</summary>
internal sealed class ResetStormScenario : ChaosScenario
{
    private const int PerPod = 50;
    private const double MaxSeconds = 60;

    public override string Id => "F12";

    public override string Fault => "RST of 4 in 5 sockets, twice";

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Rooms = scale.Rooms ?? scale.Pick(300, 3_000),
        Pod = [$"--Socket:ConnectsPerSecond={PerPod}", $"--Socket:ConnectBurst={PerPod}"],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return Storm(Near(scale.Calm, random));
        yield return Storm(Near(scale.Pick(13, 60), random));

        static TimedAction Storm(TimeSpan at) => new(at, "RST of 4 in 5 sockets", (rig, _) => rig.Simulator.FireAsync("/sim/drop?share=0.8"), Heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(MaxSeconds), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        // A bucket that is full gives its burst and a second's share within one second.
        outcome.AtMost("attemptsInOneSecond", outcome.Upstream!.MaxAttemptsPerSecond, outcome.Pods.Count * PerPod * 2);
        outcome.RecoversWithin(MaxSeconds);
    }
}
