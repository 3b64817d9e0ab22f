using System.Globalization;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>All brokers are down for longer than the budget lasts, and enters and likes may be left out: each of those, and nothing else, is missing.</summary>
internal sealed class ShedScenario : ChaosScenario
{
    private const double MaxGrowthMiB = 200;
    private const string Enters = "shed enter";
    private const string Likes = "shed like";

    public override string Id => "F06";

    public override string Fault => "brokers down beyond the budget, Shed set";

    public override bool HurtsBrokers => true;

    // An upstream sends a socket no more than its window of frames that nobody acknowledges: all of a pod's rooms together, less than the default budget.
    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Pod = ["--Ingest:Shed:0=enter", "--Ingest:Shed:1=like", $"--Ingest:InFlightBytes={scale.Pick(8, 16) << 20}"],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var down = Near(scale.Calm, random);
        var before = Array.Empty<long>();
        yield return TimedAction.Do(down, "brokers stop", async rig =>
        {
            before = [.. rig.Pods.Select(p => p.ResidentBytes)];
            await rig.Broker.StopAsync();
        });
        yield return TimedAction.Do(down + scale.Seconds(14, 600), "brokers start", async rig =>
        {
            rig.Notes["memoryGrowthMiB"] = rig.Pods.Select((p, i) => p.ResidentBytes - before[i]).Max() / 1048576.0;
            await rig.Broker.StartAsync();
        }, heals: true);
    }

    public override async Task EndedAsync(ChaosRig rig)
    {
        rig.Notes[Enters] = await ShedAsync(rig, EventKind.Enter);
        rig.Notes[Likes] = await ShedAsync(rig, EventKind.Like);
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        var told = outcome.Figures!.LeftOut.Told;
        outcome.Require(outcome.Notes[Enters] > 0, () => "nothing was left out: the outage was too short for the budget");
        outcome.Require(told.GetValueOrDefault(EventKind.Enter) == outcome.Notes[Enters], () => $"{told.GetValueOrDefault(EventKind.Enter)} enters were told of on the status topic");
        outcome.Require(told.GetValueOrDefault(EventKind.Like) == outcome.Notes[Likes], () => $"{told.GetValueOrDefault(EventKind.Like)} likes were told of on the status topic");
        outcome.Require(
            told.Keys.All(kind => kind is EventKind.Enter or EventKind.Like),
            () => "kinds were left out that may not be: " + string.Join(", ", told.Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Key} {l.Value}"))));
        outcome.Within("memoryGrowthMiB", outcome.Notes["memoryGrowthMiB"], MaxGrowthMiB);
    }

    private static async Task<double> ShedAsync(ChaosRig rig, EventKind kind)
        => (await Task.WhenAll(rig.Running.Select(p => p.MetricAsync($"douyin_events_shed_total{{kind=\"{EventWords.Of(kind)}\"}}")))).Sum();
}
