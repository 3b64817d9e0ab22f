using System.Globalization;
using DouyinIngest.Benchmarks.Chaos.Rig;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Ten thousand rooms, most of them quiet: on one pod, then on three, then one of three is killed.</summary>
internal sealed class ManyRoomsScenario : ChaosScenario
{
    private const int Active = 200;
    private const double MaxConnectSeconds = 90;
    private const double MaxTakeoverSeconds = 30;
    private const double MaxPodMiB = 1024;
    private const double MaxCheckpointMiBPerMinute = 200;

    public override string Id => "ROOMS";

    public override string Fault => "10,000 rooms, SIGKILL of 1 of 3 pods";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override bool OnlyWhenNamed => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Rooms = scale.Rooms ?? 10_000,
        Flowing = Active,
        Pods = 1,
        Load = TimeSpan.FromSeconds(60),
        After = TimeSpan.FromSeconds(10),
        Simulator = ["--ActiveRooms", Active.ToString(CultureInfo.InvariantCulture)],
    };

    public override Task PrepareAsync(ChaosRig rig)
    {
        rig.Began = TimeProvider.System.GetTimestamp();
        return Task.CompletedTask;
    }

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return TimedAction.Do(TimeSpan.Zero, "all are connected to one pod", rig =>
        {
            rig.Notes["secondsUntilConnected"] = TimeProvider.System.GetElapsedTime(rig.Began).TotalSeconds;
            rig.Notes["onePodMiB"] = MiB(rig.Pods[0]);
        });
        yield return TimedAction.Do(TimeSpan.FromSeconds(2), "checkpoints for a minute", async rig =>
        {
            var before = await rig.Pods[0].MetricAsync("douyin_checkpoint_bytes_total");
            await Task.Delay(TimeSpan.FromMinutes(1), TimeProvider.System);
            rig.Notes["checkpointMiBPerMinute"] = (await rig.Pods[0].MetricAsync("douyin_checkpoint_bytes_total") - before) / 1048576;
            rig.Notes["onePodMiB"] = Math.Max(rig.Notes["onePodMiB"], MiB(rig.Pods[0]));
        });
        yield return TimedAction.Do(TimeSpan.FromSeconds(64), "two more pods", async rig =>
        {
            Pod[] more = [rig.StartPod(), rig.StartPod()];
            await Task.WhenAll(more.Select(pod => pod.UntilReadyAsync(TimeSpan.FromSeconds(60))));
            await Task.WhenAll(more.Select(pod => ChaosRig.UntilOwnedAsync(pod, TimeSpan.FromSeconds(30))));
            await Task.Delay(TimeSpan.FromSeconds(15), TimeProvider.System);
        });
        yield return new TimedAction(TimeSpan.FromSeconds(65), "SIGKILL of pod 1", async (rig, cancellationToken) =>
        {
            rig.Notes["largestOfThreeMiB"] = rig.Running.Max(MiB);
            await rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);
            var killed = TimeProvider.System.GetTimestamp();
            await rig.Pods[1].KillAsync();
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System, cancellationToken);
            await rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(120), cancellationToken);
            rig.Notes["secondsUntilTakenOver"] = TimeProvider.System.GetElapsedTime(killed).TotalSeconds;
            return 1;
        });
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
    {
        outcome.Within("secondsUntilConnected", outcome.Notes["secondsUntilConnected"], MaxConnectSeconds);
        outcome.Within("secondsUntilTakenOver", outcome.Notes["secondsUntilTakenOver"], MaxTakeoverSeconds);
        outcome.Within("onePodMiB", outcome.Notes["onePodMiB"], MaxPodMiB);
        outcome.AtMost("checkpointMiBPerMinute", outcome.Notes["checkpointMiBPerMinute"], MaxCheckpointMiBPerMinute);
    }

    private static double MiB(Pod pod) => pod.ResidentBytes / 1048576.0;
}
