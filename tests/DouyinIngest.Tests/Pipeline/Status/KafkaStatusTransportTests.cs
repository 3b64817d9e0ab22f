using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Status;

public sealed class KafkaStatusTransportTests
{
    [Fact]
    public void Settings_BrokersAway_RecordsWaitWithoutEnd()
    {
        var options = new KafkaOptions { BootstrapServers = "127.0.0.1:1" };
        options.Client["message.timeout.ms"] = "1000";

        Assert.Equal("0", Assert.Single(KafkaStatusTransport.Settings(options), s => string.Equals(s.Key, "message.timeout.ms", StringComparison.Ordinal)).Value);
    }
}
