using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Benchmarks.CrashPoints;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>A pod joins the fleet, takes its share, and dies at a point of the path; once for every point.</summary>
internal sealed class CrashPointsScenario : ChaosScenario
{
    /// <summary>Reached often: the pod has its share by then, and has published some of it.</summary>
    private const int Often = 400;

    private static readonly CrashPoint[] Deadly = [.. Enum.GetValues<CrashPoint>().Where(point => point != CrashPoint.Thrown)];

    public override string Id => "F31";

    public override string Fault => "a pod dies at each crash point";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Pods = 2, After = scale.Seconds(9, 20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var at = Near(6, random);
        foreach (var points in Deadly.Chunk(scale.Pick(3, 1)))
        {
            yield return new TimedAction(at, $"a pod that dies at {string.Join(", another at ", points)}", async (rig, _) =>
            {
                foreach (var (point, pod) in await Task.WhenAll(points.Select(point => DieAsync(rig, point))))
                {
                    rig.Notes[$"died{point}"] = pod.ExitCode;
                }

                return points.Length;
            });
            at += scale.Seconds(9, 30);
        }
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(40), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.Require(
            Deadly.All(point => outcome.Notes.GetValueOrDefault($"died{point}") == 128 + PosixSignals.Kill),
            () => "a pod ended otherwise than by its crash point");

    private static async Task<(CrashPoint Point, Pod Pod)> DieAsync(ChaosRig rig, CrashPoint point)
    {
        var pod = rig.StartPod(crash: (point, point == CrashPoint.Closing ? 1 : Often));
        if (point == CrashPoint.Closing)
        {
            // It has to give rooms away: told to exit, it dies at the first that closes.
            await pod.UntilReadyAsync(TimeSpan.FromSeconds(30));
            await ChaosRig.UntilStreamingAsync(pod, TimeSpan.FromSeconds(20));
            pod.Signal(PosixSignals.Terminate);
        }

        await Eventually.IsTrueAsync(() => !pod.IsRunning, TimeSpan.FromSeconds(40), () => $"the pod died at {point}: {pod.Tail()}");
        return (point, pod);
    }
}
