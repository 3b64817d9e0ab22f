using System.Globalization;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>The properties of the producer: those that the promise rests on, then whatever the operator adds. Pure.</summary>
internal static class ClientSettings
{
    /// <summary>Where an operator writes them.</summary>
    public const string Section = $"{KafkaOptions.SectionName}:Client";

    private const string Promise = "the promise that nothing is lost, repeated or reordered rests on it; remove it";
    private const string OwnBounds = "what is in flight is bounded by Ingest's own budgets, and a second bound would refuse records; remove it";
    private const int MaxInFlight = 5;

    private static readonly Dictionary<string, string> Refused = new(StringComparer.Ordinal)
    {
        ["acks"] = Promise,
        ["request.required.acks"] = Promise,
        ["enable.idempotence"] = Promise,
        ["enable.gapless.guarantee"] = "one refused record would end the process instead of going to the dead-letter topic; remove it",
        ["message.timeout.ms"] = "a record must outwait any outage instead of expiring in the client; remove it",
        ["delivery.timeout.ms"] = "a record must outwait any outage instead of expiring in the client; remove it",
        ["retries"] = "a record is retried until it is delivered; remove it",
        ["message.send.max.retries"] = "a record is retried until it is delivered; remove it",
        ["queue.buffering.max.messages"] = OwnBounds,
        ["queue.buffering.max.kbytes"] = OwnBounds,
        ["queuing.strategy"] = Promise,
        ["partitioner"] = "consumers in Java find a room by the partition that murmur2_random computes; remove it",
        ["linger.ms"] = "it has a setting of its own; use Kafka:Linger",
        ["queue.buffering.max.ms"] = "it has a setting of its own; use Kafka:Linger",
        ["message.max.bytes"] = "it has a setting of its own; use Kafka:MaxRecordBytes",
        ["bootstrap.servers"] = "it has a setting of its own; use Kafka:BootstrapServers",
        ["metadata.broker.list"] = "it has a setting of its own; use Kafka:BootstrapServers",
        ["transactional.id"] = "records are not sent in transactions; remove it",
        ["delivery.report.only.error"] = "an upstream ack waits for every report; remove it",
        ["enabled_events"] = "the producer takes its reports by callbacks; remove it",
        ["log.queue"] = "the producer takes its log by a callback; remove it",
        ["test.mock.num.brokers"] = "it puts a mock in the place of the brokers; remove it",
    };

    /// <summary>What is wrong with <see cref="KafkaOptions.Client"/>; each line names the setting, the reason and the remedy.</summary>
    public static IEnumerable<string> Refusals(KafkaOptions options)
    {
        foreach ((string name, string value) in options.Client)
        {
            if (Refused.TryGetValue(name, out string? why))
            {
                yield return $"{Section}:{name} cannot be set: {why}.";
            }
            else if (name is "max.in.flight" or "max.in.flight.requests.per.connection"
                && (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int requests) || requests is < 1 or > MaxInFlight))
            {
                yield return $"{Section}:{name} must be from 1 to {MaxInFlight}: beyond that the broker cannot keep the order; lower it or remove it.";
            }
        }
    }

    /// <summary>Everything for the producer. The operator's own come last; call <see cref="Refusals"/> first.</summary>
    public static List<KeyValuePair<string, string>> ForProducer(KafkaOptions options)
    {
        List<KeyValuePair<string, string>> settings =
        [
            new("bootstrap.servers", options.BootstrapServers),
            new("client.id", "douyin-ingest"),
            new("enable.idempotence", "true"),
            new("acks", "all"),
            new("compression.codec", "lz4"),
            new("partitioner", "murmur2_random"),
            new("message.timeout.ms", "0"),
            new("linger.ms", options.Linger.TotalMilliseconds.ToString(CultureInfo.InvariantCulture)),
            new("message.max.bytes", options.MaxRecordBytes.ToString(CultureInfo.InvariantCulture)),
            // Far above what our own budgets let in, so that the client never is the one to refuse.
            new("queue.buffering.max.messages", "10000000"),
            new("queue.buffering.max.kbytes", "2097151"),
            new("statistics.interval.ms", "5000"),
            new("reconnect.backoff.max.ms", "2000"),
            // After this a topic that is unknown or forbidden is told to us, and we are loud; until then the client waits in silence (30 s by itself).
            new("topic.metadata.propagation.max.ms", "5000"),
            new("topic.metadata.refresh.fast.interval.ms", "50"),
            // How soon a topic that was missing is found once it has been made.
            new("topic.metadata.refresh.interval.ms", "10000"),
        ];
        return With(settings, options);
    }

    /// <summary>The same brokers and credentials, for administration.</summary>
    public static List<KeyValuePair<string, string>> ForAdmin(KafkaOptions options)
        => With([new("bootstrap.servers", options.BootstrapServers), new("client.id", "douyin-ingest-admin")], options);

    /// <summary>Whether a property's value must never be shown.</summary>
    public static bool IsSecret(string name)
        => name.Contains("password", StringComparison.Ordinal) || name.Contains("secret", StringComparison.Ordinal)
            || name.Contains("token", StringComparison.Ordinal) || name.EndsWith(".pem", StringComparison.Ordinal)
            || name is "sasl.jaas.config" or "sasl.oauthbearer.config" or "ssl.key";

    private static List<KeyValuePair<string, string>> With(List<KeyValuePair<string, string>> settings, KafkaOptions options)
    {
        foreach (KeyValuePair<string, string> own in options.Client)
        {
            settings.RemoveAll(s => string.Equals(s.Key, own.Key, StringComparison.Ordinal));
            settings.Add(own);
        }

        return settings;
    }
}
