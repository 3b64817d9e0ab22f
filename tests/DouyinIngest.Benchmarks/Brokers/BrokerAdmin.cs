using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Makes topics on a real broker.</summary>
internal static class BrokerAdmin
{
    /// <summary>One replica each; they must not exist.</summary>
    public static async Task CreateTopicsAsync(string bootstrap, IReadOnlyCollection<string> names, int partitions)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler(static (_, _) => { }).Build();
        await client.CreateTopicsAsync(names.Select(name => new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 1 }));
    }
}
