using DouyinIngest.FunctionalTests.Brokers;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.FunctionalTests.Live;

[Collection("broker")]
[Trait("Category", "Broker")]
public sealed class TopicsTests(BrokerFixture fixture)
{
    [Fact(Timeout = TimeLimit.Test)]
    public async Task Create_Twice_MakesThemOnceAndFindsThemAsPlanned()
    {
        fixture.RequireHonest("it keeps no topic settings");
        var prefix = BrokerFixture.NewPrefix("create");
        var options = new KafkaOptions
        {
            BootstrapServers = fixture.Bootstrap,
            TopicPrefix = prefix,
            DeadLetterTopic = $"{prefix}.deadletter.v1",
            StatusTopic = $"{prefix}.status.v1",
            ControlTopic = $"{prefix}.rooms.v1",
            CheckpointTopic = $"{prefix}.checkpoints.v1",
            CheckpointPartitions = 4,
        };
        using var admin = new TopicAdmin(options, TimeProvider.System);

        var first = await admin.CreateAsync(TestContext.Current.CancellationToken);
        var second = await admin.CreateAsync(TestContext.Current.CancellationToken);

        Assert.Equal(11, first.Count);
        Assert.All(first, topic => Assert.Equal(TopicOutcome.Created, topic.Outcome));
        Assert.Equal(first.Select(topic => topic.Name), second.Select(topic => topic.Name));
        Assert.All(second, topic => Assert.True(topic.Outcome == TopicOutcome.Exists, $"{topic.Name}: {string.Join(' ', topic.Differences)}"));
    }
}
