using System.Text;
using Confluent.Kafka;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.Cli.Rooms;

/// <summary>The control topic as the commands use it: read whole once, then written.</summary>
internal sealed class ControlTopic(KafkaOptions options, TimeProvider time)
{
    private static readonly TimeSpan FlushTurn = TimeSpan.FromMilliseconds(100);

    /// <summary>Reads the whole topic, after a look at whether it can be used.</summary>
    /// <exception cref="CliException">The topic is missing, or was not read in time.</exception>
    /// <exception cref="TopicAdminException">No broker answers, or the topic cannot be used.</exception>
    public async Task<ControlTable> ReadAsync(CancellationToken cancellationToken)
    {
        await CheckAsync(cancellationToken);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reader = new ControlReader(options, new ControlMetrics(Metrics.NewCustomRegistry()), time, NullLogger<ControlReader>.Instance);
        var reading = reader.RunAsync(stop.Token);
        try
        {
            await reader.LoadedAsync(cancellationToken).WaitAsync(options.ConnectTimeout, time, cancellationToken);
            return reader.Current;
        }
        catch (TimeoutException)
        {
            throw CliException.Failed($"the topic {options.ControlTopic} was not read within {options.ConnectTimeout.TotalSeconds} s. May this user read it, and do its brokers answer? More time: --set Kafka:ConnectTimeout=00:01:00.");
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Writes the records in their order and waits until the brokers have confirmed them.</summary>
    /// <param name="writes">What to write.</param>
    /// <param name="confirmed">Told now and then how many are confirmed.</param>
    /// <param name="cancellationToken">Gives up; what is confirmed by then stands.</param>
    /// <exception cref="CliException">Not all were confirmed; the message says how many were.</exception>
    public Task WriteAsync(IReadOnlyCollection<RoomWrite> writes, Action<int> confirmed, CancellationToken cancellationToken)
        => Task.Run(() => Write(writes, confirmed, cancellationToken), cancellationToken);

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        using var admin = new TopicAdmin(options, time);
        var (brokers, found) = await admin.ListAsync(cancellationToken);
        var spec = TopicPlan.For(options, brokers).Single(topic => topic.Use == TopicUse.Control);
        var state = found.FirstOrDefault(topic => string.Equals(topic.Name, spec.Name, StringComparison.Ordinal))
            ?? throw CliException.Failed($"topic {spec.Name} is not on {options.BootstrapServers}: make it with 'topics create --brokers {options.BootstrapServers}'.");
        if (TopicFindings.Refusals(spec, state).FirstOrDefault() is { } refusal)
        {
            throw new TopicAdminException(refusal);
        }
    }

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
            throw CliException.Failed($"{done} of {writes.Count} records were written to {options.ControlTopic}, the others not: {error.Reason}. Run the command again; what stands there already does no harm.");
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
