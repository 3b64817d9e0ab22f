using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Cli.Topics;

/// <summary>How one topic stands.</summary>
/// <param name="Name">The topic.</param>
/// <param name="State">created, exists, differs or missing.</param>
/// <param name="Partitions">How many it has, or ought to have when it is missing.</param>
/// <param name="Differences">Where it differs from the plan, each with its remedy.</param>
internal sealed record TopicRow(string Name, string State, int Partitions, IReadOnlyList<string> Differences)
{
    /// <summary>What <c>topics create</c> did, topic by topic.</summary>
    public static IReadOnlyList<TopicRow> Of(IReadOnlyList<TopicReport> reports, IReadOnlyList<TopicState> now)
    {
        var partitions = now.ToDictionary(topic => topic.Name, topic => topic.Partitions, StringComparer.Ordinal);
        return [.. reports.Select(report => new TopicRow(
            report.Name, Word(report.Outcome), partitions.GetValueOrDefault(report.Name), report.Differences))];
    }

    /// <summary>How each topic of the plan stands.</summary>
    public static IReadOnlyList<TopicRow> Of(IReadOnlyList<TopicSpec> plan, IReadOnlyList<TopicState> now)
    {
        var found = now.ToDictionary(topic => topic.Name, StringComparer.Ordinal);
        return [.. plan.Select(spec =>
        {
            if (!found.TryGetValue(spec.Name, out var state))
            {
                return new TopicRow(spec.Name, "missing", spec.Partitions, []);
            }

            string[] differences = [.. TopicFindings.Differences(spec, state)];
            return new TopicRow(spec.Name, differences.Length > 0 ? "differs" : "exists", state.Partitions, differences);
        })];
    }

    private static string Word(TopicOutcome outcome) => outcome switch
    {
        TopicOutcome.Created => "created",
        TopicOutcome.Exists => "exists",
        _ => "differs",
    };
}
