using Confluent.Kafka;
using Confluent.Kafka.Admin;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Makes topics on a real broker.</summary>
internal static class BrokerAdmin
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    /// <summary>One replica each; they must not exist. Returns once every partition has a leader that answers.</summary>
    public static async Task CreateTopicsAsync(string bootstrap, IReadOnlyCollection<string> names, int partitions)
    {
        using var client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = bootstrap }).SetLogHandler(static (_, _) => { }).Build();
        await client.CreateTopicsAsync(names.Select(name => new TopicSpecification { Name = name, NumPartitions = partitions, ReplicationFactor = 1 }));
        var all = names.SelectMany(name => Enumerable.Range(0, partitions).Select(p => new TopicPartitionOffsetSpec
        {
            TopicPartition = new TopicPartition(name, p),
            OffsetSpec = OffsetSpec.Earliest(),
        })).ToList();
        await Eventually.IsTrueAsync(() => HaveLeadersAsync(client, all), Deadline, () => "leaders of new topics");
    }

    private static async Task<bool> HaveLeadersAsync(IAdminClient client, List<TopicPartitionOffsetSpec> partitions)
    {
        try
        {
            await client.ListOffsetsAsync(partitions);
            return true;
        }
        catch (KafkaException)
        {
            return false;
        }
    }
}
