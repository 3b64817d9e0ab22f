using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>One room is very much busier than all others. Loss and silence are judged here, latency by a benchmark.</summary>
internal sealed class HotRoomScenario : ChaosScenario
{
    private const double MaxSilenceSeconds = 10;

    public override string Id => "F22";

    public override string Fault => "one hot room";

    public override ChaosSettings Settings(ChaosScale scale)
    {
        var hot = scale.Pick(3_000, 20_000);
        return scale.Settings with { EventsPerSecond = 5 * (scale.Settings.Rooms - 1), Simulator = ["--HotRoom", hot.ToString(CultureInfo.InvariantCulture)] };
    }

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return new TimedAction(TimeSpan.FromSeconds(10), "one room makes more than all others", async (rig, _) => (await rig.Simulator.FiguresAsync()).WorldEvents > 0 ? 1 : 0);
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.AtMost("silenceP99", outcome.Figures!.SilenceP99.TotalSeconds, MaxSilenceSeconds);
}
