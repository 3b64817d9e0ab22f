using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Scenarios;
using DouyinIngest.Benchmarks.Scenarios.BadInput;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>What is written wrongly for a fleet, denied to it or done to its group has a message, and no good room suffers. Needs KAFKA_HOME.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class FleetInputTests
{
    [Fact(Timeout = 600_000)]
    public async Task Run_EveryWrongInput_IsSaidWithItsRemedyAndNoGoodRoomSuffers()
    {
        var home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        Assert.SkipUnless(home is { Length: > 0 } && KafkaHome.WhyUnusable(home) is null, "Needs a broker with ACLs: set KAFKA_HOME to an unpacked Apache Kafka (needs Java 17).");
        var report = new ScenarioReport();

        await FleetInputScenario.RunAsync(report, TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }
}
