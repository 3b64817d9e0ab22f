using DouyinIngest.Benchmarks.Dashboards;
using DouyinIngest.FunctionalTests.Brokers;

namespace DouyinIngest.FunctionalTests.Dashboards;

/// <summary>The dashboards and the rules against a real Prometheus that scrapes a real fleet.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class DashboardTests(BrokerFixture fixture)
{
    private const int Limit = 300_000;

    [Fact(Timeout = Limit)]
    public async Task EveryQuery_UnderLoadOrUnderItsFault_ReturnsData()
    {
        var program = PrometheusProcess.Program("prometheus");
        Assert.SkipWhen(program is null, PrometheusProcess.Remedy);
        fixture.RequireHonest("a fleet reads compacted topics");
        fixture.RequireStop();

        var result = await DashboardRun.RunAsync(fixture.Broker, program!, RepositoryFolder.Path, TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper!.WriteLine(QueryTable.Of(result.Rows));
        Assert.Empty(result.Misses);
        Assert.True(result.Rows.Count > 100, $"only {result.Rows.Count} queries");
    }
}
