using System.Text.Json;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>A Grafana dashboard, as far as its queries and their places go.</summary>
/// <param name="Name">Of its file.</param>
/// <param name="Title">Above it.</param>
/// <param name="Panels">In the order of the file.</param>
internal sealed record Board(string Name, string Title, IReadOnlyList<BoardPanel> Panels)
{
    public IEnumerable<BoardQuery> Queries => Panels.SelectMany(panel => panel.Queries);

    /// <summary>Every dashboard of the chart, with the variables of its queries filled in.</summary>
    /// <param name="folder">Where the files are.</param>
    /// <param name="variables">What stands for <c>$name</c>, by name without the sign.</param>
    public static IReadOnlyList<Board> ReadAll(string folder, IReadOnlyDictionary<string, string> variables)
        => [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(file => Read(file, variables))];

    private static Board Read(string file, IReadOnlyDictionary<string, string> variables)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var name = Path.GetFileNameWithoutExtension(file);
        return new Board(name, Text(json.RootElement, "title"), [.. json.RootElement.GetProperty("panels").EnumerateArray().Select(panel => Panel(name, panel, variables))]);
    }

    private static BoardPanel Panel(string board, JsonElement panel, IReadOnlyDictionary<string, string> variables)
    {
        var title = Text(panel, "title");
        var place = panel.GetProperty("gridPos");
        var unit = panel.TryGetProperty("fieldConfig", out var config) ? Text(config.GetProperty("defaults"), "unit") : "";
        var queries = panel.TryGetProperty("targets", out var targets)
            ? targets.EnumerateArray().Select(target => new BoardQuery(board, title, Text(target, "legendFormat"), Fill(Text(target, "expr"), variables)))
            : [];
        return new BoardPanel(Text(panel, "type"), title, unit, (Number(place, "x"), Number(place, "y"), Number(place, "w"), Number(place, "h")), [.. queries]);
    }

    // The longer names first: $__rate_interval is no $__rate.
    private static string Fill(string expression, IReadOnlyDictionary<string, string> variables)
        => variables.OrderByDescending(v => v.Key.Length).Aggregate(expression, (text, v) => text.Replace("$" + v.Key, v.Value, StringComparison.Ordinal));

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
