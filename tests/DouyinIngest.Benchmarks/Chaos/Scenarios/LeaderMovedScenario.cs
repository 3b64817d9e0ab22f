using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>One broker of three after the other is killed and comes back: leaders move all the time.</summary>
internal sealed class LeaderMovedScenario : ChaosScenario
{
    public override string Id => "F07";

    public override string Fault => "1 of 3 brokers killed, in turn";

    public override bool HurtsBrokers => true;

    public override ChaosSettings Settings(ChaosScale scale) => scale.Settings with { Brokers = 3, After = scale.Seconds(8, 20) };

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        var first = random.Next(3);
        for (var i = 0; i < scale.Pick(2, 8); i++)
        {
            var victim = (first + i) % 3;
            var at = Near(6 + (scale.Pick(11, 15) * i), random);
            yield return TimedAction.Do(at, $"SIGKILL of broker {victim + 1}", rig => rig.Nodes[victim].EndAsync(PosixSignals.Kill));
            yield return TimedAction.Do(at + TimeSpan.FromSeconds(5), $"broker {victim + 1} starts", async rig =>
            {
                await rig.Nodes[victim].LaunchAsync();
                await rig.Nodes[victim].UntilAnswersAsync();
            }, heals: true);
        }
    }
}
