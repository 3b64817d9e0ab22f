using System.Globalization;
using DouyinIngest.Benchmarks.Chaos;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>The short form of the fault matrix: variable CHAOS=short, and KAFKA_HOME. Scenarios of one broker first, then those of three.</summary>
[Collection("broker")]
[Trait("Category", "Chaos")]
public sealed class ChaosTests(ChaosFixture fixture) : IClassFixture<ChaosFixture>
{
    private const int Limit = 300_000;

    private static int _runs;

    public static TheoryData<string> Scenarios()
    {
        var scale = new ChaosScale(Short: true, Seed: 1);
        return new TheoryData<string>(ChaosScenarios.All.OrderBy(s => s.Settings(scale).Brokers).Select(s => s.Id));
    }

    [Theory(Timeout = Limit)]
    [MemberData(nameof(Scenarios))]
    public async Task Run_Fault_NothingLostAndItFired(string id)
    {
        Assert.SkipUnless(ChaosFixture.IsOn, "The short fault matrix takes a quarter of an hour: set CHAOS=short.");
        var scenario = ChaosScenarios.Named(id)[0];
        var scale = new ChaosScale(Short: true, Seed: 1);
        var broker = await fixture.Clusters.GetAsync(scenario.Settings(scale).Brokers, TestContext.Current.CancellationToken);
        Assert.SkipWhen(broker is null, ChaosClusters.Remedy);
        var prefix = string.Create(CultureInfo.InvariantCulture, $"chaos.{Environment.ProcessId}.{Interlocked.Increment(ref _runs)}");

        var outcome = await ChaosRun.RunAsync(scenario, scale, broker!, prefix, TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        Assert.SkipWhen(outcome.Skipped is not null, outcome.Skipped ?? "");
        TestContext.Current.SendDiagnosticMessage(string.Join('\n', ChaosTable.Lines([outcome])));
        Assert.True(outcome.Report.Pass, string.Join('\n', outcome.Report.Misses));
    }
}
