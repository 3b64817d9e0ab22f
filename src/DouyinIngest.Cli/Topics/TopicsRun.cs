using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Errors;
using DouyinIngest.Cli.Output;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Topics;

/// <summary>Makes the topics, or looks at them.</summary>
internal static class TopicsRun
{
    private const string OutboundEnabled = $"{OutboundOptions.SectionName}:{nameof(OutboundOptions.Enabled)}";

    public static async Task<int> RunAsync(TopicsSettings settings, Terminal terminal, CancellationToken cancellationToken)
    {
        var more = settings.Prefix.Length > 0
            ? [.. settings.More, KeyValuePair.Create($"{KafkaOptions.SectionName}:{nameof(KafkaOptions.TopicPrefix)}", (string?)settings.Prefix)]
            : settings.More;
        var options = KafkaSettings.Read(settings.Brokers, more);
        var outbound = KafkaSettings.IsOn(OutboundEnabled, more);
        using var admin = new TopicAdmin(options, TimeProvider.System, outbound);
        var rows = await terminal.WaitAsync($"asking {settings.Brokers}", settings.Json, () => RowsAsync(admin, options, settings.Create, outbound, cancellationToken));
        if (settings.Json)
        {
            await terminal.Out.WriteLineAsync(TopicRowsText.Json(settings.Brokers, rows));
        }
        else
        {
            foreach (var line in TopicRowsText.Lines(rows))
            {
                await terminal.Out.WriteLineAsync(line);
            }
        }

        return ExitCode.Ok;
    }

    private static async Task<IReadOnlyList<TopicRow>> RowsAsync(TopicAdmin admin, KafkaOptions options, bool create, bool outbound, CancellationToken cancellationToken)
    {
        if (!create)
        {
            var (brokers, found) = await admin.ListAsync(cancellationToken);
            return TopicRow.Of(TopicPlan.For(options, brokers, outbound), found);
        }

        var reports = await admin.CreateAsync(cancellationToken);
        var (_, now) = await admin.ListAsync(cancellationToken);
        return TopicRow.Of(reports, now);
    }
}
