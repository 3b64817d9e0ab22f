using DouyinIngest.Benchmarks.Chaos.Check;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Most sockets are reset at once, twice; the others show what that costs a room that was spared.</summary>
internal sealed class ResetStormScenario : ChaosScenario
{
    private const int PerPod = 50;
    private const double MaxSeconds = 60;
    private const string Began = "began";
    private const string Ahead = "attemptsAheadOfBudget";

    public override string Id => "F12";

    public override string Fault => "RST of 4 in 5 sockets, twice";

    public override bool ComparesLatency => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Rooms = scale.Rooms ?? scale.Pick(300, 3_000),
        Pod = [$"--Socket:ConnectsPerSecond={PerPod}", $"--Socket:ConnectBurst={PerPod}"],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return Storm(Near(scale.Calm, random), "first");
        yield return Storm(Near(scale.Pick(13, 60), random), "second");
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(MaxSeconds), cancellationToken);

    public override async Task EndedAsync(ChaosRig rig)
    {
        var attempts = (await rig.Simulator.AttemptsAsync()).Values.SelectMany(a => a).Select(a => a.Time).ToList();
        foreach (var storm in rig.Notes.Keys.Where(k => k.StartsWith(Began, StringComparison.Ordinal)).ToList())
        {
            rig.Notes.Remove(storm, out var began);
            rig.Notes[Ahead] = Math.Max(rig.Notes.GetValueOrDefault(Ahead), ConnectBudget.Ahead(attempts, (long)began, rig.Pods.Count * PerPod));
        }
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.AtMost(Ahead, outcome.Notes[Ahead], 0);
        outcome.RecoversWithin(MaxSeconds);
    }

    private static TimedAction Storm(TimeSpan at, string which) => new(at, "RST of 4 in 5 sockets", (rig, _) =>
    {
        rig.Notes[Began + which] = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        return rig.Simulator.FireAsync("/sim/drop?share=0.8");
    }, Heals: true);
}
