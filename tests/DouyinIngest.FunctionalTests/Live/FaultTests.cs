using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.FunctionalTests.Brokers;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.FunctionalTests.Live;

[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class FaultTests(BrokerFixture fixture)
{
    // A busy machine may be slow to ack: how many frames come again is for the command to judge.
    private static readonly FaultBars Bars = new(MinFirings: 20, MinKinds: 6, MaxRedelivered: 1);

    [Theory(Timeout = TimeLimit.Load)]
    [InlineData(SocketProfile.PushV2)]
    [InlineData(SocketProfile.ImV1)]
    public async Task Run_RandomSocketFaults_NothingLostRepeatedOrReordered(string profile)
    {
        var settings = new LiveSettings
        {
            TopicPrefix = BrokerFixture.NewPrefix("faults"),
            Events = 52_000,
            EventsPerSecond = 4_000,
            Faults = FaultScenario.Plan(rate: 0.02, times: 3),
            Profile = profile,
        };

        var report = await FaultScenario.RunAsync(fixture.Broker, settings, Bars, TestContext.Current.SendDiagnosticMessage, TestContext.Current.CancellationToken);

        Assert.True(report.Pass, string.Join('\n', report.Misses));
    }
}
