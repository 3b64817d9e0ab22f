namespace DouyinIngest.Pipeline.Topics;

/// <summary>One topic as it is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many.</param>
/// <param name="Replicas">Of its first partition.</param>
/// <param name="Settings">Its settings in force; null when the cluster would not tell.</param>
internal sealed record TopicState(string Name, int Partitions, int Replicas, IReadOnlyDictionary<string, string>? Settings);
