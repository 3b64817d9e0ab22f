using DouyinIngest.Cli.Embedded;
using DouyinIngest.Cli.Topics;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Demo;

/// <summary>The Kafka of a demo: the one that was named, or one of its own; with all topics made.</summary>
internal sealed class DemoKafka : IDisposable
{
    private readonly EmbeddedKafka? _embedded;

    private DemoKafka(EmbeddedKafka? embedded, KafkaOptions options)
    {
        _embedded = embedded;
        Options = options;
        Names = new TopicNames(options);
    }

    public KafkaOptions Options { get; }

    public TopicNames Names { get; }

    public string Brokers => Options.BootstrapServers;

    public bool IsEmbedded => _embedded is not null;

    /// <summary>A command that reads one of the topics, ready to be pasted.</summary>
    public string KcatLine => $"kcat -b {Brokers} -t {Names.Of(Webcast.Events.EventKind.Chat)} -C";

    public static async Task<DemoKafka> StartAsync(string? brokers, IReadOnlyList<KeyValuePair<string, string?>> more, CancellationToken cancellationToken)
    {
        if (brokers is not null)
        {
            var named = KafkaSettings.Read(brokers, more);
            using var admin = new TopicAdmin(named, TimeProvider.System);
            await admin.CreateAsync(cancellationToken);
            return new DemoKafka(null, named);
        }

        var embedded = new EmbeddedKafka();
        try
        {
            var options = KafkaSettings.Read(embedded.BootstrapServers, more);
            foreach (var topic in TopicPlan.For(options, embedded.Brokers))
            {
                embedded.CreateTopic(topic.Name, topic.Partitions);
            }

            return new DemoKafka(embedded, options);
        }
        catch
        {
            embedded.Dispose();
            throw;
        }
    }

    public void Dispose() => _embedded?.Dispose();
}
