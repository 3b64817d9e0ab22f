using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>The control topic is written to by everybody at once: tombstones, re-adding, bursts, garbage.</summary>
internal sealed class ControlChurnScenario : ChaosScenario
{
    private const int Burst = 10_000;
    private const double MaxSeconds = 5;

    public override string Id => "F24";

    public override string Fault => "control topic churn and garbage";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { After = scale.Seconds(9, 20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return new TimedAction(Near(scale.Pick(4, 5), random), "every fifth room removed", async (rig, cancellationToken) =>
        {
            var gone = rig.LiveIds.Where((_, i) => i % 5 == 0).ToList();
            await rig.RemoveAsync(gone);
            await ConvergeAsync(rig, rig.LiveIds.Count - gone.Count, "removed", cancellationToken);
            return gone.Count;
        });
        yield return new TimedAction(Near(scale.Pick(7, 14), random), "garbage", async (rig, _) =>
        {
            (string, string?)[] garbage =
            [
                ("100", "no json"), ("101", "[1,2]"), ("102", "{\"state\":\"sideways\"}"), ("103", new string('x', 900_000)),
                ("not a live id", "{}"), (new string('9', 10_000), "{}"), ("_unknown", "{}"), ("104", "{\"priority\":\"high\"}"),
            ];
            await rig.Control!.WriteAsync(garbage);
            return garbage.Length;
        });
        yield return new TimedAction(Near(scale.Pick(9, 18), random), "a burst of updates", async (rig, _) =>
        {
            var updates = Enumerable.Range(0, Burst).Select(i => (rig.LiveIds[i % rig.LiveIds.Count], (string?)string.Create(CultureInfo.InvariantCulture, $"{{\"labels\":{{\"n\":\"{i}\"}}}}")));
            await rig.Control!.WriteAsync(updates.Where(u => !rig.Excused.ContainsKey(u.Item1)));
            return Burst;
        });
        yield return new TimedAction(Near(scale.Pick(12, 24), random), "the removed rooms are back", async (rig, cancellationToken) =>
        {
            await rig.Control!.AddAsync([.. rig.Excused.Keys]);
            await ConvergeAsync(rig, rig.LiveIds.Count, "added", cancellationToken);
            return rig.Excused.Count;
        }, Heals: true);
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.Within("secondsUntilRemoved", outcome.Notes["removed"], MaxSeconds);
        outcome.Within("secondsUntilAdded", outcome.Notes["added"], MaxSeconds);
    }

    private static async Task ConvergeAsync(ChaosRig rig, int rooms, string note, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        await rig.UntilFollowedAsync(rooms, TimeSpan.FromSeconds(30), cancellationToken);
        rig.Notes[note] = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }
}
