namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>A pod is told to stop while the brokers are away; another takes its place.</summary>
internal sealed class TerminateInOutageScenario : ChaosScenario
{
    private const double MaxExitSeconds = 25;

    public override string Id => "F30";

    public override string Fault => "SIGTERM while the brokers are down";

    public override bool HurtsBrokers => true;

    public override bool MayRepeat => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        After = scale.Seconds(9, 20),
        Pod = scale.Short ? ["--Drain:Deadline=00:00:10", "--Drain:Settle=00:00:04", "--Drain:Flush=00:00:02"] : [],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var down = Near(scale.Calm, random);
        yield return TimedAction.Do(down, "brokers stop", rig => rig.Broker.StopAsync());
        yield return TimedAction.Do(down + TimeSpan.FromSeconds(4), "SIGTERM of pod 0", rig => rig.Pods[0].TerminateAsync(TimeSpan.FromSeconds(40)));
        yield return TimedAction.Do(down + scale.Seconds(10, 40), "brokers start, and a pod", async rig =>
        {
            await rig.Broker.StartAsync();
            rig.StartPod(rig.Pods[0]);
        }, heals: true);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.Within("exitSeconds", outcome.Pods[0].Ended?.Took.TotalSeconds ?? double.MaxValue, MaxExitSeconds);
}
