using System.Globalization;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Which topics there should be, and how made. Pure.</summary>
internal static class TopicPlan
{
    private const int EventPartitions = 12;
    private const int OperatorPartitions = 3;
    private const int WantedReplicas = 3;
    private static readonly TimeSpan EventRetention = TimeSpan.FromDays(7);
    private static readonly TimeSpan OperatorRetention = TimeSpan.FromDays(30);

    /// <summary>All topics, for a cluster of <paramref name="brokers"/> brokers.</summary>
    public static IReadOnlyList<TopicSpec> For(TopicNames names, int brokers)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        List<TopicSpec> topics = [];
        foreach (string name in names.Events)
        {
            topics.Add(Spec(name, EventPartitions, EventRetention, brokers, holdsEvents: true));
        }

        topics.Add(Spec(names.Status, OperatorPartitions, OperatorRetention, brokers, holdsEvents: false));
        topics.Add(Spec(names.DeadLetter, OperatorPartitions, OperatorRetention, brokers, holdsEvents: false));
        return topics;
    }

    private static TopicSpec Spec(string name, int partitions, TimeSpan retention, int brokers, bool holdsEvents)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["cleanup.policy"] = "delete",
            ["retention.ms"] = ((long)retention.TotalMilliseconds).ToString(CultureInfo.InvariantCulture),
            ["message.timestamp.type"] = "LogAppendTime",
            ["unclean.leader.election.enable"] = "false",
        };
        // With fewer brokers the loss of one must not stop every producer.
        settings["min.insync.replicas"] = brokers >= WantedReplicas ? "2" : "1";
        return new TopicSpec(name, partitions, (short)Math.Min(WantedReplicas, brokers), settings, holdsEvents);
    }
}
