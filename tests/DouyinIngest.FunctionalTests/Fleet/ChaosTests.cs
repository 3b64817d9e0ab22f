using DouyinIngest.Benchmarks.Chaos;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>The short form of the fault matrix: variable CHAOS=short, and KAFKA_HOME. Scenarios of one broker first, then those of three.</summary>
[Collection("broker")]
[Trait("Category", "Chaos")]
public sealed class ChaosTests(ChaosFixture fixture) : IClassFixture<ChaosFixture>
{
    // Each waits for all that run before it.
    private const int Limit = 40 * 60_000;

    public static TheoryData<string> Scenarios() => new(ChaosFixture.Scenarios.Select(s => s.Id));

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Scenarios))]
    public async Task Run_Fault_NothingLostAndItFired(string id)
    {
        Assert.SkipUnless(ChaosFixture.IsOn, "The short fault matrix takes a quarter of an hour: set CHAOS=short.");

        var outcome = await fixture.OutcomeAsync(id, TestContext.Current.CancellationToken);

        Assert.SkipWhen(outcome is null, ChaosClusters.Remedy);
        Assert.SkipWhen(outcome!.Skipped is not null, outcome.Skipped ?? "");
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', ChaosTable.Lines([outcome])));
        Assert.True(outcome.Report.Pass, string.Join('\n', outcome.Report.Misses));
    }
}
