using Confluent.Kafka;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>Which partitions topics have.</summary>
internal static class TopicPartitions
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <exception cref="TopicReaderException">A topic is missing.</exception>
    /// <exception cref="KafkaException">The brokers do not answer.</exception>
    public static List<TopicPartition> Of(Handle client, string brokers, IReadOnlyCollection<string> topics)
    {
        using var admin = new DependentAdminClientBuilder(client).Build();
        var partitions = new List<TopicPartition>();
        foreach (var topic in topics)
        {
            var metadata = admin.GetMetadata(topic, Patience).Topics.Find(found => string.Equals(found.Topic, topic, StringComparison.Ordinal));
            if (metadata is null || metadata.Error.IsError || metadata.Partitions.Count == 0)
            {
                throw new TopicReaderException($"topic {topic} is not on {brokers}: make it with 'topics create --brokers {brokers}'");
            }

            partitions.AddRange(metadata.Partitions.Select(partition => new TopicPartition(topic, partition.PartitionId)));
        }

        return partitions;
    }
}
