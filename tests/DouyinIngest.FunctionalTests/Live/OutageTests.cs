using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.FunctionalTests.Brokers;

namespace DouyinIngest.FunctionalTests.Live;

[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class OutageTests(BrokerFixture fixture)
{
    [Fact(Timeout = TimeLimit.Load)]
    public async Task Run_BrokerAwayForTenSeconds_NothingLostAndReadinessTells()
    {
        fixture.RequireStop();
        var settings = new LiveSettings { TopicPrefix = BrokerFixture.NewPrefix("outage"), Events = 50_000, EventsPerSecond = 2_500 };

        var report = await OutageScenario.RunAsync(
            fixture.Broker, settings, TimeSpan.FromSeconds(10), TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }
}
