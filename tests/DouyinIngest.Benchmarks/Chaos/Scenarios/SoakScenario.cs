using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>
/// A long time with rooms that come and go, broadcasts that end and begin, and a kill every so often. The first pod lives through all of it: its memory and
/// files beside its rooms' sockets, once it is warm, are compared with those at the end.
/// </summary>
internal sealed class SoakScenario : ChaosScenario
{
    private const double MaxGrowthMiB = 100;
    private const double MaxMoreFiles = 50;

    public override string Id => "SOAK";

    public override string Fault => "an hour of churn and kills";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override bool OnlyWhenNamed => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Rooms = scale.Rooms ?? 300,
        EventsPerSecond = scale.Rate ?? 1_000,
        Load = scale.Seconds(600, 3600),
        After = TimeSpan.FromSeconds(30),
        Simulator = ["--BroadcastLength", "00:10:00"],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var (kill, churn) = (scale.Seconds(120, 300), TimeSpan.FromSeconds(30));
        var end = scale.Seconds(600, 3600) - kill;
        yield return TimedAction.Do(scale.Seconds(90, 600), "first look at memory and files", rig => LookAsync(rig, "first"));
        for (var at = TimeSpan.FromSeconds(61); at < end; at += churn)
        {
            var gone = random.Next(300);
            yield return TimedAction.Do(at, string.Create(CultureInfo.InvariantCulture, $"room {gone} goes and comes"), async rig =>
            {
                var room = rig.LiveIds[gone % rig.LiveIds.Count];
                await rig.RemoveAsync([room]);
                await Task.Delay(TimeSpan.FromSeconds(5), TimeProvider.System);
                await rig.Control!.AddAsync([room]);
            });
            if (at.Ticks / kill.Ticks > (at - churn).Ticks / kill.Ticks)
            {
                yield return TimedAction.Do(at + (churn / 2), "SIGKILL of a pod, another starts", async rig =>
                {
                    await rig.Running.ElementAt(1).KillAsync();
                    await rig.StartPod().UntilReadyAsync(TimeSpan.FromSeconds(60));
                });
            }
        }

        yield return TimedAction.Do(end, "last look at memory and files", rig => LookAsync(rig, "last"));
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.Within("memoryGrowthMiB", outcome.Notes["lastMiB"] - outcome.Notes["firstMiB"], MaxGrowthMiB);
        outcome.AtMost("moreOtherFiles", outcome.Notes["lastOtherFiles"] - outcome.Notes["firstOtherFiles"], MaxMoreFiles);
    }

    /// <summary>Every room that streams is a socket, and a kill gives the pod more of them: only what is open besides may not grow.</summary>
    private static async Task LookAsync(ChaosRig rig, string name)
    {
        var pod = rig.Pods[0];
        var rooms = await pod.MetricAsync("douyin_rooms{state=\"streaming\"}");
        rig.Notes[name + "MiB"] = pod.ResidentBytes / 1048576.0;
        rig.Notes[name + "Rooms"] = rooms;
        rig.Notes[name + "OtherFiles"] = pod.OpenFiles - rooms;
    }
}
