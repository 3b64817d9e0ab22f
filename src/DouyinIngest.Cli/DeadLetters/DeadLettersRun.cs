using Confluent.Kafka;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.DeadLetters;

/// <summary>Lists dead letters, or publishes them once more.</summary>
internal static class DeadLettersRun
{
    private static readonly TimeSpan FlushTurn = TimeSpan.FromMilliseconds(200);

    public static async Task<int> RunAsync(DeadLettersSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var options = CommandTopics.Read(settings.Brokers, settings.Prefix, settings.More);
        var letters = await terminal.WaitAsync(
            $"reading {options.DeadLetterTopic}", settings.Json, () => Task.Run(() => Read(settings, options, terminal.Time, cancellationToken), cancellationToken));
        if (settings.Replay)
        {
            return await ReplayAsync(settings, options, letters, terminal, cancellationToken);
        }

        foreach (var line in settings.Json ? letters.Select(DeadLettersText.Json) : DeadLettersText.Lines(letters))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        return ExitCode.Ok;
    }

    private static List<DeadLetter> Read(DeadLettersSettings settings, KafkaOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var letters = new List<DeadLetter>();
        using var scan = new TopicScan(ClientSettings.ForAdmin(options), [options.DeadLetterTopic], new ScanRange(settings.Since), time);
        scan.ReadToEnd(
            result =>
            {
                var letter = DeadLetter.Of(result);
                if (settings.Wants(letter))
                {
                    letters.Add(letter);
                }
            },
            cancellationToken);
        return [.. letters.OrderBy(letter => letter.Time)];
    }

    private static async Task<int> ReplayAsync(
        DeadLettersSettings settings, KafkaOptions options, List<DeadLetter> letters, Terminal terminal, CancellationToken cancellationToken)
    {
        var plan = new ReplayPlan(options, settings.ToTopic);
        var tally = new ReplayTally { Seen = letters.Count };
        using var producer = settings.DryRun ? null : Producer(options);
        foreach (var letter in letters)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var step = plan.Next(letter);
            tally.Count(step);
            if (step.Refusal == ReplayRefusal.None && producer is not null)
            {
                Send(producer, step, tally);
            }
        }

        if (producer is not null)
        {
            await Task.Run(
                () =>
                {
                    while (producer.Flush(FlushTurn) > 0)
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                    }
                },
                cancellationToken);
        }

        foreach (var line in settings.Json ? [DeadLettersText.Json(tally, settings.DryRun)] : DeadLettersText.Lines(tally, settings.DryRun))
        {
            await terminal.Out.WriteLineAsync(line);
        }

        return tally.Failed == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    private static void Send(IProducer<byte[], byte[]> producer, ReplayStep step, ReplayTally tally)
    {
        try
        {
            producer.Produce(step.Topic, new Message<byte[], byte[]> { Key = step.Key!, Value = step.Value! }, report =>
            {
                if (report.Error.IsError)
                {
                    tally.Fail(report.Error.Reason);
                }
            });
        }
        catch (KafkaException e)
        {
            tally.Fail(e.Error.Reason);
        }
    }

    private static IProducer<byte[], byte[]> Producer(KafkaOptions options)
    {
        var config = new ProducerConfig(ClientSettings.ForAdmin(options).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal))
        {
            EnableIdempotence = true,
            Acks = Acks.All,
            Partitioner = Partitioner.Murmur2Random,
            CompressionType = CompressionType.Lz4,
            MessageMaxBytes = options.MaxRecordBytes,
            MessageTimeoutMs = 60_000,
            QueueBufferingMaxMessages = 10_000_000,
        };
        return new ProducerBuilder<byte[], byte[]>(config).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
    }
}
