using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Hosting;
using Microsoft.Extensions.Configuration;

namespace DouyinIngest.Tests.Cli.Topics;

/// <summary>Where a command has its Kafka settings from.</summary>
public sealed class KafkaSettingsTests
{
    [Fact]
    public void Read_PasswordInTheEnvironment_IsTaken()
        => Assert.Equal("s3cret", KafkaSettings.Read("kafka:9092", [], Environment(("Kafka:Client:sasl.password", "s3cret"))).Client["sasl.password"]);

    [Fact]
    public void Read_SaidTwice_TheArgumentWins()
    {
        var options = KafkaSettings.Read(
            "kafka:9092",
            [KeyValuePair.Create("Kafka:TopicPrefix", (string?)"argued.live")],
            Environment(("Kafka:TopicPrefix", "inherited.live"), ("Kafka:BootstrapServers", "elsewhere:9092")));
        Assert.Equal(("argued.live", "kafka:9092"), (options.TopicPrefix, options.BootstrapServers));
    }

    [Fact]
    public void Read_OtherSectionsOfTheEnvironment_AreNotOurs()
        => Assert.Equal("kafka:9092", KafkaSettings.Read("kafka:9092", [], Environment(("Telemetry:Endpoint", "http://collector:4317"), ("Ingest:Rooms:0", "77"))).BootstrapServers);

    [Fact]
    public void Read_MisspeltInTheEnvironment_IsRefused()
        => Assert.Contains("Kafka:Cleint", Assert.Throws<SettingsException>(() => KafkaSettings.Read("kafka:9092", [], Environment(("Kafka:Cleint:sasl.password", "x")))).Message, StringComparison.Ordinal);

    private static IConfiguration Environment(params (string Key, string Value)[] variables)
        => new ConfigurationBuilder().AddInMemoryCollection(variables.Select(variable => KeyValuePair.Create(variable.Key, (string?)variable.Value))).Build();
}
