using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Pipeline.Topics.Native;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class ClientSettingsTests
{
    [Theory]
    [InlineData("acks", "1", "nothing is lost")]
    [InlineData("request.required.acks", "1", "nothing is lost")]
    [InlineData("enable.idempotence", "false", "nothing is lost")]
    [InlineData("message.timeout.ms", "300000", "outwait any outage")]
    [InlineData("delivery.timeout.ms", "300000", "outwait any outage")]
    [InlineData("retries", "3", "until it is delivered")]
    [InlineData("queue.buffering.max.messages", "10", "Ingest's own budgets")]
    [InlineData("queue.buffering.max.kbytes", "10", "Ingest's own budgets")]
    [InlineData("partitioner", "random", "murmur2_random")]
    [InlineData("enable.gapless.guarantee", "true", "dead-letter topic")]
    [InlineData("max.in.flight", "6", "keep the order")]
    [InlineData("max.in.flight.requests.per.connection", "many", "keep the order")]
    [InlineData("linger.ms", "50", "Kafka:Linger")]
    [InlineData("message.max.bytes", "50", "Kafka:MaxRecordBytes")]
    [InlineData("bootstrap.servers", "x:1", "Kafka:BootstrapServers")]
    [InlineData("transactional.id", "x", "transactions")]
    public void Refusals_PropertyThatVoidsThePromise_IsNamedWithReasonAndRemedy(string name, string value, string why)
    {
        var options = new KafkaOptions { BootstrapServers = "x:1", Client = { [name] = value } };
        string refusal = Assert.Single(ClientSettings.Refusals(options));
        Assert.StartsWith($"Kafka:Client:{name} ", refusal, StringComparison.Ordinal);
        Assert.Contains(why, refusal, StringComparison.Ordinal);
        Assert.True(new KafkaClientValidator().Validate(null, options).Failed);
    }

    [Theory]
    [InlineData("max.in.flight", "5")]
    [InlineData("sasl.password", "secret")]
    [InlineData("security.protocol", "SASL_SSL")]
    [InlineData("compression.codec", "zstd")]
    [InlineData("batch.size", "100000")]
    public void Refusals_HarmlessProperty_PassesThrough(string name, string value)
    {
        var options = new KafkaOptions { BootstrapServers = "x:1", Client = { [name] = value } };
        Assert.Empty(ClientSettings.Refusals(options));
        Assert.Equal(value, Assert.Single(ClientSettings.ForProducer(options), s => string.Equals(s.Key, name, StringComparison.Ordinal)).Value);
        Assert.Contains(new KeyValuePair<string, string>(name, value), ClientSettings.ForAdmin(options));
    }

    [Fact]
    public void ForProducer_Defaults_HoldThePromise()
    {
        Dictionary<string, string> settings = ClientSettings.ForProducer(new KafkaOptions { BootstrapServers = "x:1" }).ToDictionary(StringComparer.Ordinal);
        Assert.Equal("true", settings["enable.idempotence"]);
        Assert.Equal("all", settings["acks"]);
        Assert.Equal("0", settings["message.timeout.ms"]);
        Assert.Equal("murmur2_random", settings["partitioner"]);
        Assert.Equal("lz4", settings["compression.codec"]);
        Assert.Equal("5", settings["linger.ms"]);
        Assert.Equal("x:1", settings["bootstrap.servers"]);
    }

    [Theory]
    [InlineData("sasl.pasword", "x", "Kafka:Client:sasl.pasword is unknown")]
    [InlineData("security.protocol", "carrier-pigeon", "Kafka:Client:security.protocol is refused by librdkafka: ")]
    public void Create_LibraryRefuses_NamesTheSetting(string name, string value, string message)
    {
        KafkaSettingsException e = Assert.Throws<KafkaSettingsException>(() => NativeConf.Create([new(name, value)]));
        Assert.StartsWith(message, e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sasl.password", true)]
    [InlineData("ssl.key.password", true)]
    [InlineData("ssl.key.pem", true)]
    [InlineData("sasl.oauthbearer.client.secret", true)]
    [InlineData("sasl.username", false)]
    [InlineData("security.protocol", false)]
    public void IsSecret_KnowsWhatMustNotBeShown(string name, bool secret) => Assert.Equal(secret, ClientSettings.IsSecret(name));

    [Fact]
    public void Validator_Defaults_OnlyTheBrokersAreMissing()
    {
        Assert.Contains("Kafka:BootstrapServers", Assert.Single(Failures(new KafkaOptions())), StringComparison.Ordinal);
        Assert.Empty(Failures(new KafkaOptions { BootstrapServers = "x:1" }));
    }

    [Fact]
    public void Validator_OutOfRange_NamesEachSetting()
    {
        var options = new KafkaOptions
        {
            BootstrapServers = "x:1",
            TopicPrefix = "no_good",
            DeadLetterTopic = "two words",
            StatusTopic = "",
            Linger = TimeSpan.FromMinutes(1),
            MaxRecordBytes = 1,
            MaxDeadLetterBytes = 1,
            DeadLettersPerSecond = 0,
            ConnectTimeout = TimeSpan.Zero,
        };
        string all = string.Join('\n', Failures(options));
        foreach (string name in (string[])["TopicPrefix", "DeadLetterTopic", "Linger", "MaxRecordBytes", "MaxDeadLetterBytes", "DeadLettersPerSecond", "ConnectTimeout"])
        {
            Assert.Contains(name, all, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validator_DeadLetterLargerThanARecord_IsRefused()
        => Assert.Contains("Kafka:MaxDeadLetterBytes", new KafkaClientValidator().Validate(null, new KafkaOptions { MaxRecordBytes = 5_000, MaxDeadLetterBytes = 6_000 }).FailureMessage!, StringComparison.Ordinal);

    private static IEnumerable<string> Failures(KafkaOptions options) => new KafkaOptionsValidator().Validate(null, options).Failures ?? [];
}
