using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Dashboards;

/// <summary>What docs/metrics.md lists, which another test holds against the code; and what of it an expression uses.</summary>
internal static partial class Instruments
{
    // Of prometheus-net's process and runtime statistics.
    private static readonly string[] Runtime =
    [
        "process_cpu_seconds_total counter", "process_working_set_bytes gauge", "process_open_handles gauge", "process_num_threads gauge",
        "dotnet_total_memory_bytes gauge", "dotnet_collection_count_total counter generation",
    ];

    /// <summary>Type and labels by name.</summary>
    public static IReadOnlyDictionary<string, (string Type, string[] Labels)> All { get; } = Rows().ToDictionary(row => row.Name, row => (row.Type, row.Labels), StringComparer.Ordinal);

    /// <summary>The instruments in an expression, with the labels that are asked of each and whether it stands within rate or increase.</summary>
    public static IEnumerable<(string Name, string[] Labels, bool InRate)> Of(string expression) => Use().Matches(expression).Select(match =>
    {
        var name = match.Groups["name"].Value;
        var labels = Matcher().Matches(match.Groups["labels"].Value).Select(label => label.Groups["label"].Value);
        return (name.EndsWith("_bucket", StringComparison.Ordinal) ? name[..^7] : name, labels.ToArray(), match.Groups["rate"].Success);
    });

    private static IEnumerable<(string Name, string Type, string[] Labels)> Rows()
    {
        foreach (var line in Repository.Read("docs", "metrics.md").Split('\n').Where(line => line.StartsWith("| `douyin_", StringComparison.Ordinal)))
        {
            var cells = line.Split('|', StringSplitOptions.TrimEntries);
            yield return (cells[1].Trim('`'), cells[2], cells[3].Split(", ", StringSplitOptions.RemoveEmptyEntries));
        }

        foreach (var words in Runtime.Select(line => line.Split(' ')))
        {
            yield return (words[0], words[1], words[2..]);
        }
    }

    // A name with a colon is that of a recorded series.
    [GeneratedRegex(@"(?<rate>(rate|increase)\()?(?<![\w:])(?<name>(douyin|process|dotnet)_\w+)(?!\w|:)(\{(?<labels>[^}]*)\})?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();

    [GeneratedRegex(@"(?<label>\w+)\s*(=~|!~|!=|=)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Matcher();
}
