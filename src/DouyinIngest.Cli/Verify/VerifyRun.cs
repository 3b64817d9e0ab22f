using System.Globalization;
using Confluent.Kafka;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Verify;

/// <summary>Reads the topics and says how far they can be trusted.</summary>
internal static class VerifyRun
{
    /// <returns>0 when all is well, 1 when something is wrong.</returns>
    public static async Task<int> RunAsync(VerifySettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = CommandTopics.Read(settings.Brokers, settings.Prefix, settings.More);
        using var http = new HttpClient();
        // First: an oracle that does not answer is told at once, not after an hour of reading.
        var happened = settings.Oracle is { } simulator ? await HttpOracle.CountAsync(http, simulator, cancellationToken) : 0;
        var oracle = settings.Oracle is { } address ? await HttpOracle.ReadAsync(http, address, settings.Rooms, cancellationToken) : null;
        var report = await terminal.WaitAsync(
            $"reading {settings.Brokers}",
            settings.Json,
            () => Task.Run(() => Read(settings, options, oracle is not null, terminal.Time, cancellationToken).Report(oracle), cancellationToken));
        if (settings.Oracle is { } world && await HttpOracle.CountAsync(http, world, cancellationToken) != happened)
        {
            throw CliException.Failed(
                $"the simulated world plays on, and what happened meanwhile would pass for made up: stop it (POST {new Uri(world, "/sim/world/stop")}), wait a few seconds and ask again");
        }

        if (settings.Json)
        {
            await terminal.Out.WriteLineAsync(VerifyJson.Line(report, settings.AllowDuplicates));
        }
        else
        {
            await terminal.Out.WriteLineAsync(Heading(settings, options));
            foreach (var line in VerifyText.Lines(report, settings.AllowDuplicates))
            {
                await terminal.Out.WriteLineAsync(line);
            }
        }

        return report.Problems(settings.AllowDuplicates).Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Verifier Read(VerifySettings settings, KafkaOptions options, bool withOracle, TimeProvider time, CancellationToken cancellationToken)
    {
        var names = new TopicNames(options);
        var range = new ScanRange(settings.From, settings.To, settings.Uncommitted);
        var verifier = new Verifier(withSilence: withOracle);
        var only = settings.Rooms.ToHashSet();
        using (var events = new TopicScan(ClientSettings.ForAdmin(options), names.Events.ToArray(), range, time))
        {
            verifier.IsCut = events.IsCut;
            events.ReadToEnd(
                result =>
                {
                    if (RecordValue.TryRead(result, out var why) is not { } record)
                    {
                        verifier.AddUnreadable(result.TopicPartitionOffset.ToString(), why);
                    }
                    else if (only.Count == 0 || only.Contains(record.RoomId))
                    {
                        verifier.Add(record);
                    }
                },
                cancellationToken);
        }

        // A gap may be told of long after it began: the status topic is read to its end.
        using var status = new TopicScan(ClientSettings.ForAdmin(options), [names.Status], new ScanRange(settings.From), time);
        status.ReadToEnd(result => TakeGap(verifier, result, only), cancellationToken);
        return verifier;
    }

    private static void TakeGap(Verifier verifier, ConsumeResult<byte[], byte[]> result, HashSet<long> only)
    {
        if (StatusValue.TryRead(result.Message.Value) is { } status && GapRow.Of(status) is { } gap
            && (only.Count == 0 || only.Contains(gap.RoomId)))
        {
            verifier.AddGap(gap);
        }
    }

    private static string Heading(VerifySettings settings, KafkaOptions options)
    {
        var from = settings.From is { } begin ? Time(begin) : "the beginning";
        var to = settings.To is { } end ? Time(end) : "the end";
        return $"{options.TopicPrefix}.*.v1 on {settings.Brokers}, from {from} to {to}{(settings.Oracle is { } oracle ? $", against {oracle.GetLeftPart(UriPartial.Authority)}" : "")}:";
    }

    private static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
