using DouyinIngest.Benchmarks.Scenarios.Outbound;
using DouyinIngest.FunctionalTests.Brokers;

namespace DouyinIngest.FunctionalTests.Outbound;

[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class OutboundTests(BrokerFixture fixture)
{
    [Fact(Timeout = TimeLimit.Load)]
    public async Task Lines_APodIsKilledInTheMiddle_NoneIsSaidTwiceAndEachHasOneTrueResult()
    {
        fixture.RequireHonest("several processes of a fleet, and who was first on a topic");
        var settings = new OutboundSettings { Prefix = BrokerFixture.NewPrefix("outbound"), Lines = 30, Rooms = 3, Pods = 2, KillAfter = 8 };

        var report = await OutboundScenario.RunAsync(fixture.Broker, settings, m => TestContext.Current.SendDiagnosticMessage(m), TestContext.Current.CancellationToken);

        Assert.Empty(report.Misses);
    }
}
