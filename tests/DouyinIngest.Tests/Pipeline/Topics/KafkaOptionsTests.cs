using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class KafkaOptionsTests
{
    public static TheoryData<string, Action<KafkaOptions>, bool> Edges { get; } = new()
    {
        { "BootstrapServers", o => o.BootstrapServers = " ", false },
        { "TopicPrefix", o => o.TopicPrefix = "", false },
        { "TopicPrefix", o => o.TopicPrefix = "a_b", false },
        { "TopicPrefix", o => o.TopicPrefix = ".a", false },
        { "TopicPrefix", o => o.TopicPrefix = "a b", false },
        { "TopicPrefix", o => o.TopicPrefix = "直播", false },
        { "TopicPrefix", o => o.TopicPrefix = "a\n", false },
        { "TopicPrefix", o => o.TopicPrefix = new string('a', 201), false },
        { "TopicPrefix", o => o.TopicPrefix = new string('a', 200), true },
        { "TopicPrefix", o => o.TopicPrefix = "9.Live-x", true },
        { "DeadLetterTopic", o => o.DeadLetterTopic = "", false },
        { "DeadLetterTopic", o => o.DeadLetterTopic = new string('a', 250), false },
        { "DeadLetterTopic", o => o.DeadLetterTopic = "a/b", false },
        { "DeadLetterTopic", o => o.DeadLetterTopic = "a_b.C-1", true },
        { "StatusTopic", o => o.StatusTopic = "", false },
        { "CheckpointPartitions", o => o.CheckpointPartitions = 0, false },
        { "CheckpointPartitions", o => o.CheckpointPartitions = 1_001, false },
        { "CheckpointPartitions", o => o.CheckpointPartitions = 1, true },
        { "StatusTopic", o => o.StatusTopic = "a b", false },
        { "StatusTopic", o => o.StatusTopic = new string('a', 249), true },
        { "ValueFormat", o => o.ValueFormat = (ValueFormat)2, false },
        { "ValueFormat", o => o.ValueFormat = ValueFormat.Protobuf, true },
        { "Linger", o => o.Linger = TimeSpan.FromMilliseconds(-1), false },
        { "Linger", o => o.Linger = TimeSpan.Zero, true },
        { "Linger", o => o.Linger = TimeSpan.FromSeconds(5), true },
        { "Linger", o => o.Linger = TimeSpan.FromMilliseconds(5_001), false },
        { "MaxRecordBytes", o => (o.MaxRecordBytes, o.MaxDeadLetterBytes) = (999, 256), false },
        { "MaxRecordBytes", o => (o.MaxRecordBytes, o.MaxDeadLetterBytes) = (1_000, 1_000), true },
        { "MaxRecordBytes", o => o.MaxRecordBytes = 100_000_000, true },
        { "MaxRecordBytes", o => o.MaxRecordBytes = 100_000_001, false },
        { "MaxDeadLetterBytes", o => o.MaxDeadLetterBytes = 255, false },
        { "MaxDeadLetterBytes", o => o.MaxDeadLetterBytes = 256, true },
        { "MaxDeadLetterBytes", o => o.MaxDeadLetterBytes = 900_000, true },
        { "MaxDeadLetterBytes", o => o.MaxDeadLetterBytes = 900_001, false },
        { "MaxDeadLetterBytes", o => (o.MaxRecordBytes, o.MaxDeadLetterBytes) = (5_000, 5_001), false },
        { "DeadLettersPerSecond", o => o.DeadLettersPerSecond = 0, false },
        { "DeadLettersPerSecond", o => o.DeadLettersPerSecond = 1, true },
        { "DeadLettersPerSecond", o => o.DeadLettersPerSecond = 10_001, false },
        { "ConnectTimeout", o => o.ConnectTimeout = TimeSpan.FromMilliseconds(999), false },
        { "ConnectTimeout", o => o.ConnectTimeout = TimeSpan.FromMinutes(5), true },
        { "ConnectTimeout", o => o.ConnectTimeout = TimeSpan.FromSeconds(301), false },
        { "DeadLetterTopic", o => o.DeadLetterTopic = o.StatusTopic, false },
        { "DeadLetterTopic", o => o.DeadLetterTopic = "douyin.live.chat.v1", false },
        { "StatusTopic", o => o.StatusTopic = "douyin.live.room.v1", false },
        { "ControlTopic", o => o.ControlTopic = "douyin.live.gift.v1", false },
        { "CheckpointTopic", o => o.CheckpointTopic = o.ControlTopic, false },
    };

    [Theory]
    [MemberData(nameof(Edges))]
    public void Validate_OneSettingAtItsEdge_IsToldByName(string setting, Action<KafkaOptions> change, bool valid)
    {
        var options = new KafkaOptions { BootstrapServers = "x:1" };
        change(options);
        string[] failures = [.. Failures(options)];
        if (valid)
        {
            Assert.Empty(failures);
        }
        else
        {
            Assert.Contains(setting, Assert.Single(failures), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Names_EveryKind_HasATopicOfItsOwn()
    {
        var names = new TopicNames(new KafkaOptions { TopicPrefix = "p", DeadLetterTopic = "d", StatusTopic = "s" });
        Assert.Equal(["p.chat.v1", "p.gift.v1", "p.like.v1", "p.enter.v1", "p.follow.v1", "p.share.v1", "p.room.v1"], names.Events.ToArray());
        Assert.Equal(("d", "s"), (names.DeadLetter, names.Status));
        Assert.Equal("p.share.v1", names.Of(EventKind.Share));
        Assert.Throws<ArgumentOutOfRangeException>(() => names.Of(EventKind.None));
    }

    [Theory]
    [InlineData("enable.gapless.guarantee")]
    [InlineData("delivery.report.only.error")]
    [InlineData("queue.buffering.max.ms")]
    [InlineData("metadata.broker.list")]
    [InlineData("message.send.max.retries")]
    [InlineData("queuing.strategy")]
    [InlineData("enabled_events")]
    [InlineData("log.queue")]
    [InlineData("test.mock.num.brokers")]
    public void Refusals_TheOtherNameOfAThing_IsRefusedToo(string name)
    {
        var options = new KafkaOptions { BootstrapServers = "x:1", Client = { [name] = "1" } };
        Assert.StartsWith($"Kafka:Client:{name} cannot be set: ", Assert.Single(ClientSettings.Refusals(options)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("5", true)]
    [InlineData("0", false)]
    [InlineData("6", false)]
    [InlineData("-1", false)]
    [InlineData(" 3", false)]
    [InlineData("", false)]
    [InlineData("99999999999", false)]
    public void Refusals_InFlight_FromOneToFive(string value, bool allowed)
    {
        foreach (string name in (string[])["max.in.flight", "max.in.flight.requests.per.connection"])
        {
            var options = new KafkaOptions { BootstrapServers = "x:1", Client = { [name] = value } };
            Assert.Equal(allowed, !ClientSettings.Refusals(options).Any());
        }
    }

    [Fact]
    public void Refusals_Several_AreAllTold()
    {
        var options = new KafkaOptions { BootstrapServers = "x:1", Client = { ["acks"] = "1", ["linger.ms"] = "1", ["batch.size"] = "1", ["retries"] = "0" } };
        Assert.Equal(3, ClientSettings.Refusals(options).Count());
        Assert.Equal(3, new KafkaClientValidator().Validate(null, options).Failures!.Count());
    }

    [Fact]
    public void ForProducer_OwnSetting_ReplacesOursOnce()
    {
        var options = new KafkaOptions
        {
            BootstrapServers = "a:1,b:2", Linger = TimeSpan.FromMilliseconds(2.5), MaxRecordBytes = 123_456,
            Client = { ["compression.codec"] = "zstd", ["statistics.interval.ms"] = "1000" },
        };
        List<KeyValuePair<string, string>> settings = ClientSettings.ForProducer(options);
        Assert.Equal(settings.Count, settings.DistinctBy(s => s.Key, StringComparer.Ordinal).Count());
        Assert.Contains(new("compression.codec", "zstd"), settings);
        Assert.Contains(new("statistics.interval.ms", "1000"), settings);
        Assert.Contains(new("bootstrap.servers", "a:1,b:2"), settings);
        Assert.Contains(new("linger.ms", "2.5"), settings);
        Assert.Contains(new("message.max.bytes", "123456"), settings);
    }

    [Fact]
    public void ForAdmin_HasTheBrokersAndCredentialsAndNothingOfProducing()
    {
        var options = new KafkaOptions { BootstrapServers = "a:1", Client = { ["sasl.username"] = "u" } };
        Assert.Equal(
            ["bootstrap.servers=a:1", "client.id=douyin-ingest-admin", "sasl.username=u"],
            ClientSettings.ForAdmin(options).Select(s => $"{s.Key}={s.Value}"));
    }

    [Theory]
    [InlineData("ssl.keystore.password", true)]
    [InlineData("sasl.oauthbearer.token.endpoint.url", true)]
    [InlineData("ssl.certificate.pem", true)]
    [InlineData("ssl.key", true)]
    [InlineData("sasl.jaas.config", true)]
    [InlineData("sasl.oauthbearer.config", true)]
    [InlineData("ssl.key.location", false)]
    [InlineData("bootstrap.servers", false)]
    public void IsSecret_ByName(string name, bool secret) => Assert.Equal(secret, ClientSettings.IsSecret(name));

    private static IEnumerable<string> Failures(KafkaOptions options)
        => [.. new KafkaOptionsValidator().Validate(null, options).Failures ?? [], .. new KafkaClientValidator().Validate(null, options).Failures ?? []];
}
