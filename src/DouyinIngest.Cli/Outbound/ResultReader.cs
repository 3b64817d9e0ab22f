using Confluent.Kafka;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Outbound;

/// <summary>Reads the results topic: all that is there, or on until one line has its result.</summary>
internal sealed class ResultReader : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly IConsumer<byte[]?, byte[]?> _consumer;
    private readonly TopicPartition _partition;
    private readonly KafkaOptions _options;

    public ResultReader(KafkaOptions options)
    {
        _options = options;
        _partition = new TopicPartition(options.OutboundResultsTopic, 0);
        var settings = new ConsumerConfig(ClientSettings.ForAdmin(options).ToDictionary(StringComparer.Ordinal))
        {
            GroupId = "douyin-ingest-outbound-cli",
            EnableAutoCommit = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            AllowAutoCreateTopics = false,
        };
        _consumer = new ConsumerBuilder<byte[]?, byte[]?>(settings).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
    }

    /// <summary>The offset behind the last result.</summary>
    public long End()
    {
        try
        {
            return _consumer.QueryWatermarkOffsets(_partition, _options.ConnectTimeout).High.Value;
        }
        catch (KafkaException e) when (e.Error.Code is ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition)
        {
            throw CliException.Failed($"topic {_partition.Topic} is not on {_options.BootstrapServers}: make it with 'topics create --brokers {_options.BootstrapServers} --set Outbound:Enabled=true'.", e);
        }
    }

    /// <summary>The results from an offset on, up to <paramref name="to"/>.</summary>
    public IEnumerable<OutboundResult> Read(long from, long to, CancellationToken cancellationToken)
    {
        _consumer.Assign(new TopicPartitionOffset(_partition, from > 0 ? from : Offset.Beginning));
        for (var next = from; next < to;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_consumer.Consume(Poll) is { } record)
            {
                next = record.Offset.Value + 1;
                if (OutboundResultJson.Read(record.Message.Value) is { } result)
                {
                    yield return result;
                }
            }
            else if (_consumer.GetWatermarkOffsets(_partition).Low.Value >= to)
            {
                yield break;
            }
        }
    }

    public void Dispose() => _consumer.Dispose();
}
