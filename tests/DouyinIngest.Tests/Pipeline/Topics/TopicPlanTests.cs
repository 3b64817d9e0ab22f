using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class TopicPlanTests
{
    private static readonly KafkaOptions Options = new() { BootstrapServers = "broker:9092" };

    [Theory]
    [InlineData(1, 1, "1")]
    [InlineData(2, 2, "1")]
    [InlineData(3, 3, "2")]
    [InlineData(9, 3, "2")]
    public void For_Brokers_SetsReplicasAndMinimum(int brokers, short replicas, string minimum)
        => Assert.All(TopicPlan.For(Options, brokers), t =>
        {
            Assert.Equal(replicas, t.Replicas);
            Assert.Equal(minimum, t.Settings["min.insync.replicas"]);
            Assert.Equal("LogAppendTime", t.Settings["message.timestamp.type"]);
            Assert.Equal("false", t.Settings["unclean.leader.election.enable"]);
            Assert.Equal(
                t.Use switch { TopicUse.Control => "compact", TopicUse.Checkpoints => "compact,delete", _ => "delete" },
                t.Settings["cleanup.policy"]);
        });

    [Fact]
    public void For_LinesAreSaid_HasTheirTopicsToo()
    {
        TopicSpec[] lines = [.. TopicPlan.For(Options, 3, outbound: true).Except(TopicPlan.For(Options, 3), EqualityComparer<TopicSpec>.Create((a, b) => a!.Name == b!.Name, t => t.Name.GetHashCode(StringComparison.Ordinal)))];
        Assert.Equal(
            [("douyin.control.outbound.v1", 1, "delete", "86400000"), ("douyin.control.outbound-results.v1", 1, "delete", "604800000")],
            lines.Select(t => (t.Name, t.Partitions, t.Settings["cleanup.policy"], t.Settings["retention.ms"])));
        Assert.All(lines, t => Assert.True(t.IsFleets));
    }

    [Theory]
    [InlineData(2, "delete", "must have exactly one")]
    [InlineData(1, "compact", "compaction takes away who was first")]
    public void Refusals_TopicOfLinesMadeOtherwise_IsNamedWithTheRemedy(int partitions, string policy, string why)
    {
        var spec = TopicPlan.For(Options, 1, outbound: true)[^1];
        var found = new TopicState(spec.Name, partitions, 1, new Dictionary<string, string>(StringComparer.Ordinal) { ["cleanup.policy"] = policy });
        Assert.Contains(why, Assert.Single(TopicFindings.Refusals(spec, found)), StringComparison.Ordinal);
        Assert.Empty(TopicFindings.Refusals(spec, new TopicState(spec.Name, 1, 1, spec.Settings)));
    }

    [Fact]
    public void For_FleetTopics_AreSmallSegmentedAndCompactedLate()
    {
        TopicSpec[] fleet = [.. TopicPlan.For(Options, 3).Where(t => t.IsFleets)];
        Assert.Equal([("douyin.control.rooms.v1", 1), ("douyin.control.checkpoints.v1", 64)], fleet.Select(t => (t.Name, t.Partitions)));
        Assert.All(fleet, t => Assert.Equal(
            ("16777216", "600000", "60000"), (t.Settings["segment.bytes"], t.Settings["segment.ms"], t.Settings["min.compaction.lag.ms"])));
        Assert.False(fleet[0].Settings.ContainsKey("retention.ms"));
        Assert.Equal("604800000", fleet[1].Settings["retention.ms"]);
        Assert.Equal(8, TopicPlan.For(new KafkaOptions { CheckpointPartitions = 8 }, 1)[^1].Partitions);
    }

    [Theory]
    [InlineData(2, "compact", "must have exactly one")]
    [InlineData(1, "delete", "cleanup.policy is delete")]
    [InlineData(1, "compact,delete", "cleanup.policy is compact,delete")]
    public void Judge_ControlTopicMadeWrongly_IsRefusedWithTheRemedy(int partitions, string policy, string finding)
    {
        TopicState[] found = AsPlanned();
        found[^2] = Changed(found[^2], "cleanup.policy", policy) with { Partitions = partitions };
        TopicAdminException e = Assert.Throws<TopicAdminException>(() => TopicCheck.Judge(Options, 3, found, fleet: true));
        Assert.Contains("douyin.control.rooms.v1: ", e.Message, StringComparison.Ordinal);
        Assert.Contains(finding, e.Message, StringComparison.Ordinal);
        Assert.Contains(partitions > 1 ? "Kafka:ControlTopic" : "cleanup.policy=compact.", e.Message, StringComparison.Ordinal);
        Assert.Empty(TopicCheck.Judge(Options, 3, found, fleet: false));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(65)]
    public void Judge_CheckpointTopicOfAnotherSize_IsRefusedWithTheRemedy(int partitions)
    {
        TopicState[] found = AsPlanned();
        found[^1] = found[^1] with { Partitions = partitions };
        TopicAdminException e = Assert.Throws<TopicAdminException>(() => TopicCheck.Judge(Options, 3, found, fleet: true));
        Assert.Contains($"{partitions} partitions, but Kafka:CheckpointPartitions is 64: a room would have two owners", e.Message, StringComparison.Ordinal);
        Assert.Contains($"Set Kafka:CheckpointPartitions to {partitions}", e.Message, StringComparison.Ordinal);
        Assert.Empty(TopicCheck.Judge(Options, 3, found, fleet: false));
        Assert.Equal(e.Message, Assert.Single(TopicFindings.Differences(TopicPlan.For(Options, 3)[^1], found[^1])));
    }

    [Fact]
    public void Judge_CheckpointTopicNotCompacted_IsAWarning()
    {
        TopicState[] found = AsPlanned();
        found[^1] = Changed(found[^1], "cleanup.policy", "delete");
        Assert.Contains("set it to compact,delete", Assert.Single(TopicCheck.Judge(Options, 3, found, fleet: true)), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_FleetTopicsMissing_AreOnlyMissedByAFleet()
    {
        TopicState[] found = AsPlanned()[..^2];
        Assert.Empty(TopicCheck.Judge(Options, 3, found, fleet: false));
        TopicAdminException e = Assert.Throws<TopicAdminException>(() => TopicCheck.Judge(Options, 3, found, fleet: true));
        Assert.Contains("douyin.control.rooms.v1, douyin.control.checkpoints.v1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_PoliciesInAnotherOrder_AreTheSame()
    {
        TopicSpec wanted = TopicPlan.For(Options, 3)[^1];
        Assert.Empty(TopicFindings.Differences(wanted, Changed(AsPlanned()[^1], "cleanup.policy", "delete,compact")));
        Assert.Contains("--add-config cleanup.policy=[compact,delete]", Assert.Single(TopicFindings.Differences(wanted, Changed(AsPlanned()[^1], "cleanup.policy", "compact"))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("douyin.live.chat.v1", 12, "604800000")]
    [InlineData("douyin.live.gift.v1", 12, "604800000")]
    [InlineData("douyin.live.like.v1", 12, "604800000")]
    [InlineData("douyin.live.enter.v1", 12, "604800000")]
    [InlineData("douyin.live.follow.v1", 12, "604800000")]
    [InlineData("douyin.live.share.v1", 12, "604800000")]
    [InlineData("douyin.live.room.v1", 12, "604800000")]
    [InlineData("douyin.ops.status.v1", 3, "2592000000")]
    [InlineData("douyin.ops.deadletter.v1", 3, "2592000000")]
    public void For_Topic_SetsPartitionsAndRetention(string name, int partitions, string retention)
    {
        TopicSpec topic = Assert.Single(TopicPlan.For(Options, 3), t => string.Equals(t.Name, name, StringComparison.Ordinal));
        Assert.Equal((partitions, retention), (topic.Partitions, topic.Settings["retention.ms"]));
    }

    [Fact]
    public void For_Prefix_NamesTheEventTopics()
        => Assert.Contains(TopicPlan.For(new KafkaOptions { TopicPrefix = "staging.live" }, 1), t => string.Equals(t.Name, "staging.live.gift.v1", StringComparison.Ordinal));

    [Theory]
    [InlineData("cleanup.policy", "compact", "cleanup.policy is compact")]
    [InlineData("min.insync.replicas", "4", "nothing can ever be written")]
    [InlineData("min.insync.replicas", "1", "lost with it")]
    [InlineData("unclean.leader.election.enable", "true", "unclean.leader.election.enable is true")]
    [InlineData("retention.ms", "60000", "retention.ms is 60000")]
    [InlineData("max.message.bytes", "50000", "below Kafka:MaxRecordBytes")]
    public void Judge_SettingThatVoidsThePromise_IsNamed(string name, string value, string finding)
    {
        TopicState[] found = AsPlanned();
        found[0] = Changed(found[0], name, value);
        string warning = Assert.Single(TopicCheck.Judge(Options, 3, found, fleet: true));
        Assert.StartsWith(found[0].Name + ": ", warning, StringComparison.Ordinal);
        Assert.Contains(finding, warning, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("retention.ms", "-1")]
    [InlineData("retention.ms", "86400000")]
    [InlineData("max.message.bytes", "1048588")]
    public void Judge_HarmlessSetting_IsNot(string name, string value)
    {
        TopicState[] found = AsPlanned();
        found[0] = Changed(found[0], name, value);
        Assert.Empty(TopicCheck.Judge(Options, 3, found, fleet: true));
    }

    [Fact]
    public void Judge_SettingsUntold_IsNoFinding() => Assert.Empty(TopicCheck.Judge(Options, 3, [.. AsPlanned().Select(t => t with { Settings = null })], fleet: true));

    [Fact]
    public void Judge_MissingTopics_NamesThemAndTheCommand()
    {
        TopicAdminException e = Assert.Throws<TopicAdminException>(() => TopicCheck.Judge(Options, 3, AsPlanned()[2..], fleet: true));
        Assert.Contains("douyin.live.chat.v1, douyin.live.gift.v1", e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("douyin.live.like.v1", e.Message, StringComparison.Ordinal);
        Assert.Contains("'topics create'", e.Message, StringComparison.Ordinal);
        Assert.Contains("broker:9092", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_AsPlanned_None()
        => Assert.All(TopicPlan.For(Options, 3).Zip(AsPlanned()), pair => Assert.Empty(TopicFindings.Differences(pair.First, pair.Second)));

    [Fact]
    public void Differences_Elsewise_EachWithItsRemedy()
    {
        TopicSpec wanted = TopicPlan.For(Options, 3)[0];
        TopicState found = Changed(AsPlanned()[0], "retention.ms", "1000") with { Partitions = 6, Replicas = 1 };
        string[] differences = [.. TopicFindings.Differences(wanted, found)];
        Assert.Equal(3, differences.Length);
        Assert.Contains("--partitions 12", differences[0], StringComparison.Ordinal);
        Assert.Contains("kafka-reassign-partitions", differences[1], StringComparison.Ordinal);
        Assert.Contains("--add-config retention.ms=604800000", differences[2], StringComparison.Ordinal);
        Assert.Contains("harmless", Assert.Single(TopicFindings.Differences(wanted, AsPlanned()[0] with { Partitions = 24 })), StringComparison.Ordinal);
    }

    private static TopicState[] AsPlanned()
        => [.. TopicPlan.For(Options, 3).Select(t => new TopicState(t.Name, t.Partitions, t.Replicas, t.Settings))];

    private static TopicState Changed(TopicState topic, string name, string value)
        => topic with { Settings = new Dictionary<string, string>(topic.Settings!, StringComparer.Ordinal) { [name] = value } };
}
