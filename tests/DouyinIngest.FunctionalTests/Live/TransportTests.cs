using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.FunctionalTests.Brokers;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.FunctionalTests.Live;

/// <summary>Rooms that are polled, always or while their sockets do not work.</summary>
[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class TransportTests(BrokerFixture fixture)
{
    [Fact(Timeout = TimeLimit.Load)]
    public async Task Hybrid_SocketsRefusedStalledAndClosed_NothingLostOrDoubled()
    {
        var settings = Settings("hybrid", RoomTransport.Hybrid) with
        {
            Events = 6_000,
            Faults = "silent@after=30,times=2;close@after=40,times=1;closebody@after=50,times=1;blocked@connect=5,times=1",
        };

        await RunAsync(settings, minFirings: 5, TestContext.Current.CancellationToken);
    }

    [Fact(Timeout = TimeLimit.Load)]
    public Task Polling_Alone_NothingLostAndAboutAnIntervalLate()
        => RunAsync(Settings("polling", RoomTransport.Polling) with { PollingInterval = TimeSpan.FromSeconds(1) }, minFirings: 0, TestContext.Current.CancellationToken);

    [Fact(Timeout = TimeLimit.Load)]
    public Task Polling_AnswersRefusedHeldBackAndBroken_NothingLostOrDoubled()
        => RunAsync(
            Settings("refused", RoomTransport.Polling) with
            {
                PollingInterval = TimeSpan.FromMilliseconds(500),
                Faults = "fetchempty@after=4,times=1;fetchjson@after=8,times=1;fetchhtml@after=12,times=1;fetch429@after=16,times=1;fetchgarbage@after=5,times=1;fetchslow@after=10,times=1,for=1s",
            },
            minFirings: 6,
            TestContext.Current.CancellationToken,
            lateness: false);

    private static TransportSettings Settings(string name, RoomTransport transport)
        => new() { TopicPrefix = BrokerFixture.NewPrefix(name), Transport = transport, Events = 4_000 };

    private async Task RunAsync(TransportSettings settings, int minFirings, CancellationToken cancellationToken, bool lateness = true)
    {
        var report = await TransportScenario.RunAsync(fixture.Broker, settings, minFirings, cancellationToken);

        var misses = report.Misses.Where(miss => lateness || !miss.StartsWith("p99", StringComparison.Ordinal)).ToList();
        Assert.True(misses.Count == 0, string.Join('\n', misses.Append(report.ToJson())));
    }
}
