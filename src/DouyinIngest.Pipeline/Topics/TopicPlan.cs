using System.Globalization;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Which topics there should be, and how made. Pure.</summary>
internal static class TopicPlan
{
    /// <summary>Of the control topic: its records are in one order for every instance.</summary>
    public const int ControlPartitions = 1;

    private const int EventPartitions = 12;
    private const int OperatorPartitions = 3;
    private const int WantedReplicas = 3;
    private static readonly TimeSpan EventRetention = TimeSpan.FromDays(7);
    private static readonly TimeSpan OperatorRetention = TimeSpan.FromDays(30);
    private static readonly TimeSpan CheckpointRetention = TimeSpan.FromDays(7);
    private static readonly TimeSpan OutboundRetention = TimeSpan.FromDays(1);

    // Longer than the lines: a line whose result is gone would look as if nobody had said it.
    private static readonly TimeSpan ResultRetention = TimeSpan.FromDays(7);

    /// <summary>All topics, for a cluster of <paramref name="brokers"/> brokers; those of lines to be said only when they are wanted (<paramref name="outbound"/>).</summary>
    public static IReadOnlyList<TopicSpec> For(KafkaOptions options, int brokers, bool outbound = false)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        var names = new TopicNames(options);
        List<TopicSpec> topics = [];
        foreach (string name in names.Events)
        {
            topics.Add(Spec(name, EventPartitions, brokers, TopicUse.Events, Delete(EventRetention)));
        }

        if (names.Other is { } other)
        {
            topics.Add(Spec(other, EventPartitions, brokers, TopicUse.Events, Delete(EventRetention)));
        }

        topics.Add(Spec(names.Status, OperatorPartitions, brokers, TopicUse.Operators, Delete(OperatorRetention)));
        topics.Add(Spec(names.DeadLetter, OperatorPartitions, brokers, TopicUse.Operators, Delete(OperatorRetention)));
        topics.Add(Spec(names.Control, ControlPartitions, brokers, TopicUse.Control, [new("cleanup.policy", "compact"), .. SmallSegments]));
        topics.Add(Spec(names.Checkpoints, options.CheckpointPartitions, brokers, TopicUse.Checkpoints,
            [new("cleanup.policy", "compact,delete"), Retention(CheckpointRetention), .. SmallSegments]));
        if (outbound)
        {
            topics.Add(Spec(names.Outbound, ControlPartitions, brokers, TopicUse.Outbound, Delete(OutboundRetention)));
            topics.Add(Spec(names.OutboundResults, ControlPartitions, brokers, TopicUse.Outbound, Delete(ResultRetention)));
        }

        return topics;
    }

    // The open segment is never compacted: small ones keep a log that is read from its beginning short. What is younger than the lag is left
    // alone, so that a reader that is a little behind sees every step of an answer.
    private static KeyValuePair<string, string>[] SmallSegments =>
    [
        new("segment.bytes", "16777216"),
        new("segment.ms", "600000"),
        new("min.compaction.lag.ms", "60000"),
    ];

    private static KeyValuePair<string, string>[] Delete(TimeSpan retention) => [new("cleanup.policy", "delete"), Retention(retention)];

    private static KeyValuePair<string, string> Retention(TimeSpan retention)
        => new("retention.ms", ((long)retention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));

    private static TopicSpec Spec(string name, int partitions, int brokers, TopicUse use, KeyValuePair<string, string>[] own)
    {
        var settings = new Dictionary<string, string>(own, StringComparer.Ordinal)
        {
            ["message.timestamp.type"] = "LogAppendTime",
            ["unclean.leader.election.enable"] = "false",
        };
        // With fewer brokers the loss of one must not stop every producer.
        settings["min.insync.replicas"] = brokers >= WantedReplicas ? "2" : "1";
        return new TopicSpec(name, partitions, (short)Math.Min(WantedReplicas, brokers), settings, use);
    }
}
