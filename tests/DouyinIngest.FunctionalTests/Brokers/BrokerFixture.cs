using DouyinIngest.Benchmarks.Brokers;

[assembly: AssemblyFixture(typeof(DouyinIngest.FunctionalTests.Brokers.BrokerFixture))]

namespace DouyinIngest.FunctionalTests.Brokers;

/// <summary>One broker for the whole run. Each test uses a topic prefix of its own.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private static int _prefixes;

    private IBroker? _broker;

    internal IBroker Broker => _broker ?? throw new InvalidOperationException("The fixture has not been initialized.");

    public string Bootstrap => Broker.Bootstrap;

    public async ValueTask InitializeAsync() =>
        _broker = await BrokerSource.StartAsync(m => TestContext.Current.SendDiagnosticMessage(m), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (_broker is not null)
        {
            await _broker.DisposeAsync();
        }
    }

    /// <summary>A topic prefix that nobody else uses, also across runs on a broker that outlives them.</summary>
    public static string NewPrefix(string name) =>
        $"test.{Environment.ProcessId}-{Environment.TickCount64:x}.{name}-{Interlocked.Increment(ref _prefixes)}";

    /// <summary>Skips the test, loudly, unless a real Kafka is at hand.</summary>
    public void RequireHonest(string why) =>
        Assert.SkipUnless(Broker.IsHonest, $"Needs a real Kafka, the mock cluster cannot show it: {why}. {BrokerSource.Remedy}");

    /// <summary>Skips the test, loudly, unless the broker can be stopped and started from here.</summary>
    public void RequireStop() => Assert.SkipUnless(Broker.CanStop, $"Needs a broker that can be stopped. {HowToControl}");

    /// <summary>Skips the test, loudly, unless the broker can be paused from here.</summary>
    public void RequirePause() => Assert.SkipUnless(Broker.CanPause, $"Needs a broker that can be paused. {HowToControl}");

    private string HowToControl => Broker.Kind == BrokerKind.External
        ? "The one of KAFKA_BOOTSTRAP is not ours: unset it and set KAFKA_HOME to an unpacked Apache Kafka, or start a Docker engine."
        : BrokerSource.Remedy;
}
