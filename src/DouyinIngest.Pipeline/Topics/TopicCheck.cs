using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Looks at the topics before the first room is followed, so that a mistake shows at the start and not in lost events.</summary>
internal sealed partial class TopicCheck(KafkaOptions options, TimeProvider time, ILogger<TopicCheck> logger, bool outbound = false)
{
    /// <summary>Asks the brokers; logs what voids the promise.</summary>
    /// <param name="fleet">Rooms come from the control topic: it and the checkpoint topic are looked at as well. Without, they may be missing.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The warnings, one for each setting.</returns>
    /// <exception cref="TopicAdminException">No broker answers, a topic is missing, or one of the fleet's is made so that rooms had two owners; the message names the remedy.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(bool fleet, CancellationToken cancellationToken)
    {
        using var admin = new TopicAdmin(options, time, outbound);
        (int brokers, IReadOnlyList<TopicState> found) = await admin.ListAsync(cancellationToken);
        IReadOnlyList<string> warnings = Judge(options, brokers, found, fleet, outbound);
        foreach (string warning in warnings)
        {
            Log.Setting(logger, warning);
        }

        if (found.Any(t => t.Settings is null))
        {
            Log.Untold(logger);
        }

        return warnings;
    }

    /// <summary>The verdict over what was found; pure.</summary>
    /// <exception cref="TopicAdminException">A topic is missing, or one of the fleet's cannot be used.</exception>
    internal static IReadOnlyList<string> Judge(KafkaOptions options, int brokers, IReadOnlyList<TopicState> found, bool fleet, bool outbound = false)
    {
        Dictionary<string, TopicState> existing = found.ToDictionary(t => t.Name, StringComparer.Ordinal);
        TopicSpec[] plan = [.. TopicPlan.For(options, brokers, outbound).Where(spec => fleet || !spec.IsFleets)];
        string[] missing = [.. plan.Select(t => t.Name).Where(name => !existing.ContainsKey(name))];
        if (missing.Length > 0)
        {
            throw new TopicAdminException($"missing on '{options.BootstrapServers}': {string.Join(", ", missing)}. Make them by the command 'topics create'{(outbound ? " --set Outbound:Enabled=true" : "")} (or correct Kafka:TopicPrefix). If they are there, the user of {ClientSettings.Section} lacks the right Describe on them.");
        }

        string[] refusals = [.. plan.SelectMany(spec => TopicFindings.Refusals(spec, existing[spec.Name]))];
        if (refusals.Length > 0)
        {
            throw new TopicAdminException(string.Join(' ', refusals));
        }

        return [.. plan.SelectMany(spec => TopicFindings.Warnings(spec, existing[spec.Name], options.MaxRecordBytes))];
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Topic setting voids what is promised: {Finding}", EventName = "TopicSettingVoidsPromise")]
        public static partial void Setting(ILogger logger, string finding);

        [LoggerMessage(2, LogLevel.Information, "The cluster does not tell its topics' settings (the right DescribeConfigs is missing, or it is an embedded one); they were not checked.", EventName = "TopicSettingsUntold")]
        public static partial void Untold(ILogger logger);
    }
}
