using Confluent.Kafka;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Asks a broker whether it is up.</summary>
internal static class BrokerProbe
{
    /// <summary>Returns once metadata lists a broker; throws when the deadline passes or <paramref name="whyDead"/> says why it never will.</summary>
    public static async Task UntilAnswersAsync(string bootstrap, TimeSpan deadline, Func<string?> whyDead)
    {
        var config = new AdminClientConfig { BootstrapServers = bootstrap, ReconnectBackoffMaxMs = 250, LogConnectionClose = false };
        using var client = new AdminClientBuilder(config).SetLogHandler((_, _) => { }).SetErrorHandler((_, _) => { }).Build();
        await Eventually.IsTrueAsync(
            () => whyDead() is { } why ? throw new InvalidOperationException(why) : Answers(client),
            deadline,
            () => $"no broker answers at {bootstrap}");
    }

    private static bool Answers(IAdminClient client)
    {
        try
        {
            return client.GetMetadata(TimeSpan.FromSeconds(1)).Brokers.Count > 0;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
