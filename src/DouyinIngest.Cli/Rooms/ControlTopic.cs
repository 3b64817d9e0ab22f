using DouyinIngest.Cli.Errors;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.Cli.Rooms;

/// <summary>The control topic as the commands use it: read whole once, then written.</summary>
internal sealed class ControlTopic(KafkaOptions options, TimeProvider time)
{
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
    public async Task WriteAsync(IReadOnlyCollection<RoomWrite> writes, Action<int> confirmed, CancellationToken cancellationToken)
    {
        try
        {
            await new ControlWriter(options).WriteAsync(writes, confirmed, cancellationToken);
        }
        catch (ControlWriteException e)
        {
            throw CliException.Failed(e.Message);
        }
    }

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
}
