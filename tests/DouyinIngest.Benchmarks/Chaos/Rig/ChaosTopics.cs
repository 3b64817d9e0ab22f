using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>The topics of one run. Event topics are stamped by the broker, so that silence and recovery are told by nobody's clock but the log's.</summary>
/// <param name="prefix">What all names begin with.</param>
/// <param name="checkpointPartitions">What the pods divide among themselves.</param>
internal sealed class ChaosTopics(string prefix, int checkpointPartitions = ChaosTopics.UsualCheckpointPartitions)
{
    public const int UsualCheckpointPartitions = 16;
    private const int EventPartitions = 6;

    public string Prefix => prefix;

    public string DeadLetters => $"{prefix}.deadletter.v1";

    public string Status => $"{prefix}.status.v1";

    public string Control => $"{prefix}.control.v1";

    public string Checkpoints => $"{prefix}.checkpoints.v1";

    public IReadOnlyList<string> Events { get; } = [.. new TopicNames(new KafkaOptions { TopicPrefix = prefix }).Events];

    /// <summary>Makes them all; returns once every partition has a leader.</summary>
    public async Task CreateAsync(IBroker broker, int brokers)
    {
        if (!broker.IsHonest)
        {
            await broker.CreateTopicsAsync([.. Events, DeadLetters, Status], EventPartitions);
            return;
        }

        var replicas = (short)brokers;
        var config = new AdminClientConfig { BootstrapServers = broker.Bootstrap };
        using var admin = new AdminClientBuilder(config).SetLogHandler(static (_, _) => { }).Build();
        await admin.CreateTopicsAsync(
        [
            .. Events.Select(name => Spec(name, EventPartitions, replicas, ("message.timestamp.type", "LogAppendTime"))),
            Spec(DeadLetters, 1, replicas),
            Spec(Status, EventPartitions, replicas),
            Spec(Control, 1, replicas, ("cleanup.policy", "compact")),
            Spec(Checkpoints, checkpointPartitions, replicas, ("cleanup.policy", "compact,delete"), ("segment.bytes", "16777216"), ("min.compaction.lag.ms", "60000")),
        ]);
        await Eventually.IsTrueAsync(() => HaveLeaders(admin), TimeSpan.FromSeconds(30), () => "leaders of new topics");
    }

    private bool HaveLeaders(IAdminClient admin) => new[] { DeadLetters, Status, Control, Checkpoints }.Concat(Events).All(name =>
        admin.GetMetadata(name, TimeSpan.FromSeconds(5)).Topics is [{ Error.IsError: false, Partitions.Count: > 0 } topic]
        && topic.Partitions.TrueForAll(p => p.Leader >= 0));

    private static TopicSpecification Spec(string name, int partitions, short replicas, params (string Key, string Value)[] settings) => new()
    {
        Name = name,
        NumPartitions = partitions,
        ReplicationFactor = replicas,
        Configs = settings.ToDictionary(s => s.Key, s => s.Value, StringComparer.Ordinal),
    };
}
