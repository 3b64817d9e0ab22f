using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Pipeline.Status;

/// <summary>
/// A small idempotent producer of its own: statuses are few, and their queue must never take room from the events'. What waits in it waits as long as
/// the brokers are away, since a hole that nobody is told of is no better than a loss. What finds no place is
/// answered at once; what the broker refuses is told to <c>onFailure</c>.
/// </summary>
internal sealed class KafkaStatusTransport : IStatusTransport
{
    private const string LingerMilliseconds = "50";
    private const string MostRecords = "100000";
    private const string MostKilobytes = "32768";
    private const string WithoutEnd = "0";

    private readonly IProducer<string, string> _producer;
    private readonly string _topic;
    private readonly Action<DeliveryReport<string, string>> _onReport;

    /// <param name="options">Brokers, topic and credentials.</param>
    /// <param name="onFailure">Hears of records that were taken and then failed, with the client's words; on the client's thread.</param>
    /// <exception cref="KafkaSettingsException">The client refuses a setting.</exception>
    public KafkaStatusTransport(KafkaOptions options, Action<StatusFailure, string> onFailure)
    {
        _topic = options.StatusTopic;
        _onReport = report =>
        {
            if (report.Error.IsError)
            {
                onFailure(Of(report.Error.Code), report.Error.Reason);
            }
        };
        try
        {
            // Errors of the connection show in the reports, and the events' producer logs them already.
            _producer = new ProducerBuilder<string, string>(Settings(options)).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            throw new KafkaSettingsException($"a setting under {ClientSettings.Section} is refused by librdkafka: {e.Message}");
        }
    }

    /// <inheritdoc/>
    public StatusFailure? Send(string key, string value)
    {
        try
        {
            _producer.Produce(_topic, new Message<string, string> { Key = key, Value = value }, _onReport);
            return null;
        }
        catch (KafkaException e)
        {
            return Of(e.Error.Code);
        }
    }

    /// <inheritdoc/>
    public bool Flush(TimeSpan timeout) => _producer.Flush(timeout) == 0;

    public void Dispose() => _producer.Dispose();

    /// <summary>What the client is made with.</summary>
    internal static List<KeyValuePair<string, string>> Settings(KafkaOptions options)
    {
        var settings = ClientSettings.ForAdmin(options);
        (string Name, string Value)[] own =
        [
            ("client.id", "douyin-ingest-status"),
            ("enable.idempotence", "true"),
            ("acks", "all"),
            ("compression.codec", "lz4"),
            ("partitioner", "murmur2_random"),
            ("linger.ms", LingerMilliseconds),
            ("queue.buffering.max.messages", MostRecords),
            ("queue.buffering.max.kbytes", MostKilobytes),
            ("message.timeout.ms", WithoutEnd),
        ];
        foreach (var (name, value) in own)
        {
            settings.RemoveAll(setting => string.Equals(setting.Key, name, StringComparison.Ordinal));
            settings.Add(new(name, value));
        }

        return settings;
    }

    private static StatusFailure Of(ErrorCode code) => code switch
    {
        ErrorCode.Local_QueueFull => StatusFailure.QueueFull,
        ErrorCode.Local_MsgTimedOut or ErrorCode.Local_PurgeQueue or ErrorCode.Local_PurgeInflight => StatusFailure.TimedOut,
        ErrorCode.TopicAuthorizationFailed or ErrorCode.ClusterAuthorizationFailed or ErrorCode.Local_Authentication => StatusFailure.Authorization,
        ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic => StatusFailure.UnknownTopic,
        _ => StatusFailure.Other,
    };
}
