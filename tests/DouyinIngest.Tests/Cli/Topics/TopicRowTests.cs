using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Cli.Topics;

public class TopicRowTests
{
    private static readonly TopicSpec Spec = new("douyin.live.chat.v1", 12, 1, new Dictionary<string, string>(StringComparer.Ordinal), TopicUse.Events);

    [Fact]
    public void Of_Plan_TellsMissingExistingAndDifferent()
    {
        var rows = TopicRow.Of(
            [Spec, Spec with { Name = "b" }, Spec with { Name = "c" }],
            [new TopicState("b", 12, 1, null), new TopicState("c", 3, 1, null)]);

        Assert.Equal(["missing", "exists", "differs"], rows.Select(row => row.State).ToArray());
        Assert.Equal([12, 12, 3], rows.Select(row => row.Partitions));
        Assert.Single(rows[2].Differences);
    }

    [Fact]
    public void Of_Reports_TakesThePartitionsAsTheyAreNow()
    {
        var rows = TopicRow.Of(
            [new TopicReport("a", TopicOutcome.Created, []), new TopicReport("b", TopicOutcome.Exists, []), new TopicReport("c", TopicOutcome.Differs, ["c: 3 partitions instead of 12"])],
            [new TopicState("a", 12, 1, null), new TopicState("b", 12, 1, null), new TopicState("c", 3, 1, null)]);

        Assert.Equal(["created", "exists", "differs"], rows.Select(row => row.State).ToArray());
        Assert.Equal(
            ["a  created  12 partitions", "b  exists   12 partitions", "c  differs  3 partitions", "  c: 3 partitions instead of 12"],
            TopicRowsText.Lines(rows).ToArray());
    }

    [Fact]
    public void Json_Rows_AreOneLine() => Assert.Equal(
        """{"brokers":"a:1","topics":[{"name":"c","state":"differs","partitions":3,"differences":["too few"]}]}""",
        TopicRowsText.Json("a:1", [new TopicRow("c", "differs", 3, ["too few"])]));

    [Fact]
    public void Read_Settings_AreThoseOfTheService()
    {
        var options = KafkaSettings.Read("a:1", [Setting("Kafka:TopicPrefix", "staging.live"), Setting("Kafka:Client:security.protocol", "SSL"), Setting("Management:Port", "0")]);

        Assert.Equal(("a:1", "staging.live", "SSL"), (options.BootstrapServers, options.TopicPrefix, options.Client["security.protocol"]));
    }

    [Theory]
    [InlineData("Kafka:TopicPrefx", "x", "TopicPrefix")]
    [InlineData("Kafak:TopicPrefix", "x", "Kafka")]
    [InlineData("Kafka:Linger", "soon", "Kafka:Linger is 'soon'")]
    public void Read_MisspeltOrOfTheWrongType_NamesTheRightOne(string key, string value, string says) =>
        Assert.Contains(says, Assert.Throws<SettingsException>(() => KafkaSettings.Read("a:1", [Setting(key, value)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Kafka:TopicPrefix", "no spaces")]
    [InlineData("Kafka:Client:acks", "0")]
    public void Read_ValueThatCannotBe_IsRefused(string key, string value) =>
        Assert.Throws<OptionsValidationException>(() => KafkaSettings.Read("a:1", [Setting(key, value)]));

    private static KeyValuePair<string, string?> Setting(string key, string value) => KeyValuePair.Create(key, (string?)value);
}
