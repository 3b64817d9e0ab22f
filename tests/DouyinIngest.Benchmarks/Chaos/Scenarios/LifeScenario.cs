namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>Broadcasts end and the next ones begin under load, and a pod is killed meanwhile.</summary>
internal sealed class LifeScenario : ChaosScenario
{
    private const int Length = 25;

    public override string Id => "LIFE";

    public override string Fault => "broadcasts end and begin, a pod killed";

    public override bool NeedsFleet => true;

    public override bool MayRepeat => true;

    public override bool OnlyWhenNamed => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with
    {
        Load = scale.Seconds(70, 300),
        Simulator = ["--BroadcastLength", $"00:00:{Length}"],
        Pod = ["--Ingest:OfflineInterval=00:00:02"],
    };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return TimedAction.Do(Near(12, random), "SIGKILL of pod 0, another starts", async rig =>
        {
            await rig.Pods[0].KillAsync();
            rig.StartPod();
        });
        yield return new TimedAction(
            TimeSpan.FromSeconds(scale.Pick(2, 6) * (Length + 5)),
            "later broadcasts",
            async (rig, _) => (await rig.Simulator.BroadcastsAsync()).Count - rig.LiveIds.Count);
    }

    public override Task SettleAsync(ChaosRig rig, CancellationToken cancellationToken)
        => rig.UntilFollowedAsync(rig.LiveIds.Count, TimeSpan.FromSeconds(60), cancellationToken);
}
