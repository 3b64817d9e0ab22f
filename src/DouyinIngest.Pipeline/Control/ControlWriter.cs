using System.Text;
using Confluent.Kafka;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Pipeline.Control;

/// <summary>Writes the control topic by a producer that lives for one call: whoever changes rooms does so now and then.</summary>
internal sealed class ControlWriter(KafkaOptions options) : IControlWriter
{
    private static readonly TimeSpan FlushTurn = TimeSpan.FromMilliseconds(100);

    /// <inheritdoc/>
    public Task WriteAsync(IReadOnlyCollection<RoomWrite> writes, Action<int> confirmed, CancellationToken cancellationToken)
        => Task.Run(() => Write(writes, confirmed, cancellationToken), cancellationToken);

    private void Write(IReadOnlyCollection<RoomWrite> writes, Action<int> confirmed, CancellationToken cancellationToken)
    {
        var settings = ClientSettings.ForAdmin(options).ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        var config = new ProducerConfig(settings)
        {
            Acks = Acks.All,
            EnableIdempotence = true,
            LingerMs = 5,
            MessageTimeoutMs = (int)options.ConnectTimeout.TotalMilliseconds,
        };
        using var producer = new ProducerBuilder<byte[], byte[]?>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        var done = 0;
        Error? failed = null;
        void Report(DeliveryReport<byte[], byte[]?> report)
        {
            if (report.Error.IsError)
            {
                Volatile.Write(ref failed, report.Error);
            }
            else
            {
                Interlocked.Increment(ref done);
            }
        }

        foreach (var write in writes)
        {
            Produce(producer, write, Report, cancellationToken);
        }

        while (producer.Flush(FlushTurn) > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            confirmed(Volatile.Read(ref done));
        }

        if (Volatile.Read(ref failed) is { } error)
        {
            throw new ControlWriteException($"{done} of {writes.Count} records were written to {options.ControlTopic}, the others not: {error.Reason}. Run the command again; what stands there already does no harm.");
        }
    }

    private void Produce(IProducer<byte[], byte[]?> producer, RoomWrite write, Action<DeliveryReport<byte[], byte[]?>> report, CancellationToken cancellationToken)
    {
        var record = new Message<byte[], byte[]?> { Key = Encoding.UTF8.GetBytes(write.Key), Value = write.Value };
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                producer.Produce(new TopicPartition(options.ControlTopic, 0), record, report);
                return;
            }
            catch (ProduceException<byte[], byte[]?> e) when (e.Error.Code == ErrorCode.Local_QueueFull)
            {
                producer.Poll(FlushTurn);
            }
        }
    }
}
