using DouyinIngest.Tests.Pipeline.Ownership.Fakes;

namespace DouyinIngest.Tests.Pipeline.Ownership;

/// <summary>The properties of docs/spec/ownership.md over thousands of random interleavings.</summary>
public class OwnershipSimulationTests(SimRuns runs) : IClassFixture<SimRuns>
{
    [Fact]
    public void S1_NothingLost() => Holds("S1");

    [Fact]
    public void S2_NoCheckpointAheadOfTheBroker() => Holds("S2");

    [Fact]
    public void S3_NothingTwiceWithoutFaults() => Holds("S3");

    [Fact]
    public void S4_OneRunner() => Holds("S4");

    [Fact]
    public void S5_EndsUpRunning() => Holds("S5");

    [Fact]
    public void S6_Order() => Holds("S6");

    [Fact]
    public void S7_NotBehindItsNewestRecord() => Holds("S7");

    [Fact]
    public void S8_StoppedIsSilent() => Holds("S8");

    [Fact]
    public void Runs_AreNotEmpty()
    {
        Assert.True(runs.Published > runs.Runs * 15, $"{runs.Published} events");
        Assert.True(runs.Claims > runs.Runs * 2, $"{runs.Claims} claims");
    }

    private void Holds(string property)
    {
        var found = runs.Violations.Where(entry => entry.Key.Property == property).OrderBy(entry => entry.Value.Length).Select(entry => entry.Value);
        Assert.True(!found.Any(), string.Join(", ", runs.Count) + "\n" + found.FirstOrDefault());
    }
}
