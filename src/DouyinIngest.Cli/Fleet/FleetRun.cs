using System.Text;
using Confluent.Kafka;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Fleet;

/// <summary>Shows the fleet, from its topics alone.</summary>
internal static class FleetRun
{
    public static async Task<int> RunAsync(FleetSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = CommandTopics.Read(settings.Brokers, "", settings.More);
        var (view, partitions) = await terminal.WaitAsync(
            $"reading {options.CheckpointTopic}", settings.Json, () => Task.Run(() => Read(options, terminal.Time, cancellationToken), cancellationToken));
        var report = view.Report(partitions, terminal.Time.GetUtcNow());
        foreach (var line in settings.Json ? [FleetText.Json(report)] : FleetText.Lines(report))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        return ExitCode.Ok;
    }

    /// <summary>Reads both control topics throughout. Blocks.</summary>
    internal static (FleetView View, int Partitions) Read(KafkaOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var view = new FleetView();
        var client = ClientSettings.ForAdmin(options);
        using (var control = new TopicScan(client, [options.ControlTopic], new ScanRange(), time))
        {
            control.ReadToEnd(record => view.AddAssignment(Key(record), record.Message.Value), cancellationToken);
        }

        using var checkpoints = new TopicScan(client, [options.CheckpointTopic], new ScanRange(), time);
        checkpoints.ReadToEnd(
            record => view.AddCheckpoint(record.Partition.Value, record.Offset.Value, Key(record), record.Message.Value), cancellationToken);
        return (view, checkpoints.Partitions);
    }

    internal static string Key(ConsumeResult<byte[], byte[]> record) => Encoding.UTF8.GetString(record.Message.Key ?? []);
}
