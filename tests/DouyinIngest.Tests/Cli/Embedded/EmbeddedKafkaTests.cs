using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;

namespace DouyinIngest.Tests.Cli.Embedded;

public sealed class EmbeddedKafkaTests
{
    [Fact]
    public void CreateTopic_AnyClient_SeesBrokersTopicsAndPartitions()
    {
        using var kafka = new EmbeddedKafka(3);
        kafka.CreateTopic("seven", 7);
        using IAdminClient client = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = kafka.BootstrapServers }).Build();
        Metadata metadata = client.GetMetadata(TimeSpan.FromSeconds(10));
        Assert.Equal(3, metadata.Brokers.Count);
        TopicMetadata topic = Assert.Single(metadata.Topics, t => string.Equals(t.Topic, "seven", StringComparison.Ordinal));
        Assert.Equal(7, topic.Partitions.Count);
        Assert.All(topic.Partitions, p => Assert.Equal(3, p.Replicas.Length));
    }

    [Fact]
    public void BootstrapServers_AreOnLoopback()
    {
        using var kafka = new EmbeddedKafka(2);
        Assert.Equal(2, kafka.BootstrapServers.Split(',').Length);
        Assert.All(kafka.BootstrapServers.Split(','), address => Assert.StartsWith("127.0.0.1:", address, StringComparison.Ordinal));
    }

    [Fact]
    public void CreateTopic_Twice_Throws()
    {
        using var kafka = new EmbeddedKafka();
        kafka.CreateTopic("once", 1);
        Assert.Throws<InvalidOperationException>(() => kafka.CreateTopic("once", 1));
    }

    [Fact]
    public void Dispose_Twice_IsHarmlessAndEndsIt()
    {
        var kafka = new EmbeddedKafka();
        kafka.Dispose();
        kafka.Dispose();
        Assert.Throws<ObjectDisposedException>(() => kafka.CreateTopic("late", 1));
    }

    [Fact]
    public void New_NoBrokers_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() => new EmbeddedKafka(0));
}
