using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.FunctionalTests.Fleet;

public sealed class ChaosOutcomeTests
{
    [Theory]
    [InlineData(true, 15, true, 0)]
    [InlineData(true, 15.1, false, 0)]
    [InlineData(false, 15, true, 0)]
    [InlineData(false, 15.1, true, 1)]
    public void Within_MissedTime_DecidesInTheLongFormAndIsToldInTheShort(bool decides, double seconds, bool pass, int slow)
    {
        var outcome = New(decides);

        outcome.Within("exitSeconds", seconds, 15);

        Assert.Equal((pass, slow), (outcome.Report.Pass, outcome.Slow.Count));
        Assert.Contains("\"exitSeconds\":15", outcome.Report.ToJson(), StringComparison.Ordinal);
        Assert.All(outcome.Slow, line => Assert.Equal("exitSeconds 15.1, more than 15", line));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AtMost_Missed_AlwaysDecides(bool decides)
    {
        var outcome = New(decides);

        outcome.AtMost("podsMissing", 1, 0);

        Assert.Equal(["podsMissing 1, more than 0"], outcome.Report.Misses);
    }

    private static ChaosOutcome New(bool holdsTimes) => new(ChaosScenarios.All[0], new ScenarioReport()) { HoldsTimes = holdsTimes };
}
