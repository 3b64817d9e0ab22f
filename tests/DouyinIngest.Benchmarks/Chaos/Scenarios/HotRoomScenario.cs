using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos.Scenarios;

/// <summary>One room is very much busier than all others. Loss and silence are judged; the others' latency is for comparing, with <c>QUIET</c> in one command.</summary>
/// <param name="hot">False: the same without that room.</param>
internal sealed class HotRoomScenario(bool hot) : ChaosScenario
{
    private const double MaxSilenceSeconds = 10;

    public override string Id => hot ? "F22" : "QUIET";

    public override string Fault => hot ? "one hot room" : "no fault";

    public override bool OnlyWhenNamed => !hot;

    public override bool ComparesLatency => true;

    public override ChaosSettings Settings(ChaosScale scale)
    {
        var quiet = scale.Settings with { EventsPerSecond = 5 * (scale.Settings.Rooms - 1) };
        return hot
            ? quiet with { Simulator = ["--HotRoom", scale.Pick(3_000, 20_000).ToString(CultureInfo.InvariantCulture)] }
            : quiet with { MinEvents = 5_000 };
    }

    public override IEnumerable<TimedAction> Plan(ChaosScale scale, Random random)
    {
        yield return new TimedAction(scale.Seconds(10, 30), hot ? "one room makes more than all others" : "all rooms alike", async (rig, _) => (await rig.Simulator.FiguresAsync()).WorldEvents > 0 ? 1 : 0);
    }

    public override void Judge(ChaosOutcome outcome, ChaosScale scale)
        => outcome.Within("silenceP99", outcome.Figures!.SilenceP99.TotalSeconds, MaxSilenceSeconds);
}
