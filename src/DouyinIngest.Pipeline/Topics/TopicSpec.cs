namespace DouyinIngest.Pipeline.Topics;

/// <summary>One topic as it should be.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Partitions">How many.</param>
/// <param name="Replicas">Replication factor.</param>
/// <param name="Settings">Kafka's topic settings.</param>
/// <param name="Use">What it is for.</param>
internal sealed record TopicSpec(string Name, int Partitions, short Replicas, IReadOnlyDictionary<string, string> Settings, TopicUse Use)
{
    /// <summary>Whether only a fleet needs it; with rooms from the configuration it may be missing.</summary>
    public bool IsFleets => Use is TopicUse.Control or TopicUse.Checkpoints or TopicUse.Outbound;
}
