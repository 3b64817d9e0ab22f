using DouyinIngest.Benchmarks.Chaos;
using DouyinIngest.Benchmarks.Dashboards;

namespace DouyinIngest.FunctionalTests.Dashboards;

/// <summary>The dashboards and the rules against a real Prometheus that scrapes a real fleet.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class DashboardTests
{
    private const int Limit = 300_000;

    [Fact(Timeout = Limit)]
    public async Task EveryQuery_UnderLoadOrUnderItsFault_ReturnsData()
    {
        var program = PrometheusProcess.Program("prometheus");
        Assert.SkipWhen(program is null, PrometheusProcess.Remedy);
        await using var clusters = new ChaosClusters(TestContext.Current.SendDiagnosticMessage);
        var broker = await clusters.GetAsync(1, TestContext.Current.CancellationToken);
        Assert.SkipWhen(broker is null, ChaosClusters.Remedy);

        var result = await DashboardRun.RunAsync(broker!, program!, RepositoryFolder.Path, TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine(QueryTable.Of(result.Rows));
        Assert.Empty(result.Misses);
        Assert.True(result.Rows.Count > 100, $"only {result.Rows.Count} queries");
    }
}
