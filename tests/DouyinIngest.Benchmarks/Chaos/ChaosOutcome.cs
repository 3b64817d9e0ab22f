using DouyinIngest.Benchmarks.Chaos.Check;
using DouyinIngest.Benchmarks.Chaos.Rig;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>One run of one scenario, and whether it passed.</summary>
internal sealed class ChaosOutcome(ChaosScenario scenario, ScenarioReport report)
{
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

    /// <summary>A bar that may be used in a scenario's judgement.</summary>
    public void Require(bool met, Func<string> miss) => report.Require(met, miss);

    /// <summary>A bar on a figure: reported and held.</summary>
    public void AtMost(string name, double value, double most)
    {
        report.Add(name, value);
        report.Require(value <= most, () => FormattableString.Invariant($"{name} {value:0.###}, more than {most:0.###}"));
    }
}
