using DouyinIngest.Benchmarks.Chaos.Check;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>One run of one scenario, and whether it passed.</summary>
internal sealed class ChaosOutcome(ChaosScenario scenario, ScenarioReport report)
{
    private readonly List<string> _slow = [];

    public ChaosScenario Scenario => scenario;

    public ScenarioReport Report => report;

    /// <summary>Null when the run broke off before it could be checked.</summary>
    public ChaosFigures? Figures { get; init; }

    /// <summary>The simulator's counters at the end.</summary>
    public SimulatorFigures? Upstream { get; init; }

    public IReadOnlyList<FiredAction> Fired { get; init; } = [];

    public IReadOnlyList<Pod> Pods { get; init; } = [];

    public IReadOnlyDictionary<string, double> Notes { get; init; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Why it was not run; null: it was.</summary>
    public string? Skipped { get; init; }

    /// <summary>Whether bars of time and memory decide. They do in the long form; the short one is a test, which no slow machine may fail.</summary>
    public bool HoldsTimes { get; init; } = true;

    /// <summary>Bars of time and memory that were missed where they do not decide, each a sentence.</summary>
    public IReadOnlyList<string> Slow => _slow;

    /// <summary>A bar that may be used in a scenario's judgement.</summary>
    public void Require(bool met, Func<string> miss) => report.Require(met, miss);

    /// <summary>A bar on a figure: reported and held.</summary>
    public void AtMost(string name, double value, double most)
    {
        report.Add(name, value);
        report.Require(value <= most, () => More(name, value, most));
    }

    /// <summary>A bar on seconds or MiB: reported, and held where times decide.</summary>
    public void Within(string name, double value, double most)
    {
        if (HoldsTimes)
        {
            AtMost(name, value, most);
            return;
        }

        report.Add(name, value);
        if (value > most)
        {
            _slow.Add(More(name, value, most));
        }
    }

    /// <summary>As <see cref="Within(string, double, double)"/>, of the time until every room was back; a room that never came back is missed anyway.</summary>
    public void RecoversWithin(double seconds) => Within("recoverySeconds", Figures?.Recovery?.TotalSeconds ?? double.MaxValue, seconds);

    private static string More(string name, double value, double most) => FormattableString.Invariant($"{name} {value:0.###}, more than {most:0.###}");
}
