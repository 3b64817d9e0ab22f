using System.Globalization;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Compares topics as they are with what is promised. Pure: no cluster is asked.</summary>
internal static class TopicFindings
{
    private const string Policy = "cleanup.policy";
    private const string DeleteOnly = "delete";
    private static readonly TimeSpan TinyRetention = TimeSpan.FromHours(1);

    /// <summary>Where a topic differs from its plan, each with the remedy; empty when it is as planned.</summary>
    public static IEnumerable<string> Differences(TopicSpec wanted, TopicState found)
    {
        if (found.Partitions != wanted.Partitions && wanted.IsFleets)
        {
            yield return Refusals(wanted, found).First();
        }
        else if (found.Partitions != wanted.Partitions)
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
            if (found.Settings is not null && found.Settings.TryGetValue(name, out string? actual) && !IsSame(name, actual, value))
            {
                yield return $"{found.Name}: {name} is {actual} instead of {value}; to change it: kafka-configs --alter --entity-type topics --entity-name {found.Name} --add-config {Quoted(name, value)}.";
            }
        }
    }

    /// <summary>What makes one of the fleet's topics unusable, each with the remedy; empty for every other topic.</summary>
    public static IEnumerable<string> Refusals(TopicSpec wanted, TopicState found)
    {
        if (wanted.Use == TopicUse.Control && found.Partitions != wanted.Partitions)
        {
            yield return $"{found.Name}: {found.Partitions} partitions, but the control topic must have exactly one: with more, two instances may read its records in different orders and follow different rooms. Kafka cannot take partitions away: name a new topic by Kafka:ControlTopic, make it by 'topics create', and fill it by 'rooms import'.";
        }

        if (wanted.Use == TopicUse.Control && Text(found, Policy) is { } policy && !string.Equals(policy, "compact", StringComparison.Ordinal))
        {
            yield return $"{found.Name}: {Policy} is {policy}, but the control topic must be compacted and nothing else, or rooms vanish with the age of their records; correct it by kafka-configs --alter --entity-type topics --entity-name {found.Name} --add-config {Policy}=compact.";
        }

        if (wanted.Use == TopicUse.Outbound && found.Partitions != wanted.Partitions)
        {
            yield return $"{found.Name}: {found.Partitions} partitions, but a topic of lines must have exactly one: with more, lines and results have no order that all instances see alike, and one might be said twice. Name a new topic by Kafka:OutboundTopic or Kafka:OutboundResultsTopic and make it by 'topics create'.";
        }

        if (wanted.Use == TopicUse.Outbound && Text(found, Policy) is { } kept && !string.Equals(kept, DeleteOnly, StringComparison.Ordinal))
        {
            yield return $"{found.Name}: {Policy} is {kept}: compaction takes away who was first to take a line, and it might be said twice; correct it by kafka-configs --alter --entity-type topics --entity-name {found.Name} --add-config {Policy}=delete.";
        }

        if (wanted.Use == TopicUse.Checkpoints && found.Partitions != wanted.Partitions)
        {
            yield return $"{found.Name}: {found.Partitions} partitions, but Kafka:CheckpointPartitions is {wanted.Partitions}: a room would have two owners. Set Kafka:CheckpointPartitions to {found.Partitions} in every instance; to change the number, stop all instances, name a new topic by Kafka:CheckpointTopic and make it by 'topics create'.";
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

        string? policy = Text(found, Policy);
        if (wanted.Use == TopicUse.Events && policy is not null && !string.Equals(policy, DeleteOnly, StringComparison.Ordinal))
        {
            yield return $"{found.Name}: {Policy} is {policy}: compaction keeps only a room's last event; set it to delete.";
        }

        if (wanted.Use == TopicUse.Checkpoints && policy is not null && !policy.Contains("compact", StringComparison.Ordinal))
        {
            yield return $"{found.Name}: {Policy} is {policy}: without compaction an instance reads every checkpoint of days before it takes a room; set it to compact,delete.";
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

        if (wanted.Use != TopicUse.Control && Number(settings, "retention.ms") is { } retention and >= 0 && retention < TinyRetention.TotalMilliseconds)
        {
            yield return $"{found.Name}: retention.ms is {retention}: records are deleted before a reader that was away for an hour has read them; raise it.";
        }

        if (!wanted.IsFleets && Number(settings, "max.message.bytes") is { } largest && largest < maxRecordBytes)
        {
            yield return $"{found.Name}: max.message.bytes is {largest}, below Kafka:MaxRecordBytes ({maxRecordBytes}): a batch may be refused as a whole and go to the dead letters; raise it, or lower Kafka:MaxRecordBytes and Kafka:Client:batch.size below it.";
        }
    }

    /// <summary>A list of policies is the same in any order.</summary>
    private static bool IsSame(string name, string actual, string wanted) => string.Equals(name, Policy, StringComparison.Ordinal)
        ? actual.Split(',', StringSplitOptions.TrimEntries).Order(StringComparer.Ordinal).SequenceEqual(wanted.Split(',').Order(StringComparer.Ordinal), StringComparer.Ordinal)
        : string.Equals(actual, wanted, StringComparison.Ordinal);

    /// <summary>As the tool takes it: a value with a comma goes in brackets.</summary>
    private static string Quoted(string name, string value) => value.Contains(',', StringComparison.Ordinal) ? $"{name}=[{value}]" : $"{name}={value}";

    private static string? Text(TopicState topic, string name) => topic.Settings?.GetValueOrDefault(name);

    private static long? Number(IReadOnlyDictionary<string, string> settings, string name)
        => settings.TryGetValue(name, out string? text) && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) ? value : null;
}
