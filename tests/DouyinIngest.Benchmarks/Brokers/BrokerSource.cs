using DotNet.Testcontainers.Builders;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>
/// Finds a broker to run against: <c>KAFKA_BOOTSTRAP</c>, else the home in <c>KAFKA_HOME</c>, else a container where a Docker engine
/// answers, else the mock cluster. An empty variable counts as unset.
/// </summary>
internal static class BrokerSource
{
    /// <summary>What to do to get a real one, for messages of tests that are skipped without it.</summary>
    public const string Remedy =
        "Set KAFKA_BOOTSTRAP to a broker's host:port, or KAFKA_HOME to an unpacked Apache Kafka (needs Java 17), or start a Docker engine.";

    /// <summary>Starts or finds the broker; says on <paramref name="progress"/> which way was taken and why others were not.</summary>
    public static async Task<IBroker> StartAsync(Action<string> progress, CancellationToken cancellationToken)
    {
        if (Variable("KAFKA_BOOTSTRAP") is { } bootstrap)
        {
            progress($"broker: {bootstrap} (KAFKA_BOOTSTRAP)");
            return new ExternalBroker(bootstrap);
        }

        if (Variable("KAFKA_HOME") is { } home)
        {
            if (KafkaHome.WhyUnusable(home) is { } why)
            {
                progress($"broker: KAFKA_HOME is not used: {why}");
            }
            else
            {
                progress($"broker: starting one from {home}");
                return await HomeBroker.StartAsync(home, cancellationToken);
            }
        }

        try
        {
            var broker = await ContainerBroker.StartAsync(cancellationToken);
            progress($"broker: {ContainerBroker.Image} in a container");
            return broker;
        }
        catch (DockerUnavailableException)
        {
            progress("broker: no Docker engine answers (one older than 25.0 needs DOCKER_API_VERSION, such as 1.41)");
        }

        progress($"broker: the mock cluster, which cannot prove everything. {Remedy}");
        return new MockBroker();
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
