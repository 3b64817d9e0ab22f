using System.Globalization;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Compares topics as they are with what is promised. Pure: no cluster is asked.</summary>
internal static class TopicFindings
{
    private const string DeleteOnly = "delete";
    private static readonly TimeSpan TinyRetention = TimeSpan.FromHours(1);

    /// <summary>Where a topic differs from its plan, each with the remedy; empty when it is as planned.</summary>
    public static IEnumerable<string> Differences(TopicSpec wanted, TopicState found)
    {
        if (found.Partitions != wanted.Partitions)
        {
            yield return found.Partitions < wanted.Partitions
                ? $"{found.Name}: {found.Partitions} partitions instead of {wanted.Partitions}; to widen it: kafka-topics --alter --topic {found.Name} --partitions {wanted.Partitions} (a room may then change its partition once)."
                : $"{found.Name}: {found.Partitions} partitions instead of {wanted.Partitions}; harmless, Kafka cannot take partitions away.";
        }

        if (found.Replicas < wanted.Replicas)
        {
            yield return $"{found.Name}: {found.Replicas} replicas instead of {wanted.Replicas}; to raise it: kafka-reassign-partitions.";
        }

        foreach ((string name, string value) in wanted.Settings)
        {
            if (found.Settings is not null && found.Settings.TryGetValue(name, out string? actual) && !string.Equals(actual, value, StringComparison.Ordinal))
            {
                yield return $"{found.Name}: {name} is {actual} instead of {value}; to change it: kafka-configs --alter --entity-type topics --entity-name {found.Name} --add-config {name}={value}.";
            }
        }
    }

    /// <summary>Settings of a topic that void what is promised, by name.</summary>
    /// <param name="wanted">The plan of the topic.</param>
    /// <param name="found">The topic.</param>
    /// <param name="maxRecordBytes">The largest record that may be sent to it.</param>
    public static IEnumerable<string> Warnings(TopicSpec wanted, TopicState found, int maxRecordBytes)
    {
        if (found.Settings is not { } settings)
        {
            yield break;
        }

        if (wanted.HoldsEvents && settings.TryGetValue("cleanup.policy", out string? policy) && !string.Equals(policy, DeleteOnly, StringComparison.Ordinal))
        {
            yield return $"{found.Name}: cleanup.policy is {policy}: compaction keeps only a room's last event; set it to delete.";
        }

        if (Number(settings, "min.insync.replicas") is { } insync)
        {
            if (insync > found.Replicas)
            {
                yield return $"{found.Name}: min.insync.replicas is {insync} with {found.Replicas} replicas: nothing can ever be written; lower it.";
            }
            else if (insync == 1 && found.Replicas > 2)
            {
                yield return $"{found.Name}: min.insync.replicas is 1: a confirmed event may stand on one broker only, and be lost with it; set it to 2.";
            }
        }

        if (settings.TryGetValue("unclean.leader.election.enable", out string? unclean) && string.Equals(unclean, "true", StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{found.Name}: unclean.leader.election.enable is true: a broker that lags may become leader and confirmed events vanish; set it to false.";
        }

        if (Number(settings, "retention.ms") is { } retention and >= 0 && retention < TinyRetention.TotalMilliseconds)
        {
            yield return $"{found.Name}: retention.ms is {retention}: records are deleted before a reader that was away for an hour has read them; raise it.";
        }

        if (Number(settings, "max.message.bytes") is { } largest && largest < maxRecordBytes)
        {
            yield return $"{found.Name}: max.message.bytes is {largest}, below Kafka:MaxRecordBytes ({maxRecordBytes}): a batch may be refused as a whole and go to the dead letters; raise it, or lower Kafka:MaxRecordBytes and Kafka:Client:batch.size below it.";
        }
    }

    private static long? Number(IReadOnlyDictionary<string, string> settings, string name)
        => settings.TryGetValue(name, out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;
}
