using DouyinIngest.Benchmarks.Scenarios.Push;
using DouyinIngest.FunctionalTests.Brokers;

namespace DouyinIngest.FunctionalTests.OpenPlatform;

/// <summary>A fleet with webhooks on a real broker, pushed to in turns.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class PushTests(BrokerFixture fixture)
{
    [Fact(Timeout = TimeLimit.Test)]
    public async Task Run_RepeatsForgedStaleAndMissed_TrueOnesStandOnce()
    {
        fixture.RequireHonest("it knows no consumer groups with several members");
        var settings = new PushSettings
        {
            TopicPrefix = BrokerFixture.NewPrefix("push"),
            Events = 1_500,
            EventsPerSecond = 300,
            Pods = 2,
            Forged = 0.05,
            Stale = 0.05,
            Missed = 0.1,
        };

        var report = await PushScenario.RunAsync(fixture.Broker, settings, _ => { }, TestContext.Current.CancellationToken);

        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }
}
