namespace DouyinIngest.Pipeline.Topics;

/// <summary>One topic as it should be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many.</param>
/// <param name="Replicas">Replication factor.</param>
/// <param name="Settings">Kafka's topic settings.</param>
/// <param name="HoldsEvents">Whether events stand on it, rather than notes for operators.</param>
internal sealed record TopicSpec(string Name, int Partitions, short Replicas, IReadOnlyDictionary<string, string> Settings, bool HoldsEvents);
