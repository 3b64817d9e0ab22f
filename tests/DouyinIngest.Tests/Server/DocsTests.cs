using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using DouyinIngest.Pipeline.Canary;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Outbound;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;
using Prometheus;

namespace DouyinIngest.Tests.Server;

/// <summary>The pages that list every instrument and every setting cannot rot.</summary>
public sealed partial class DocsTests
{
    [Fact]
    public async Task MetricsPage_ListsEveryInstrument()
    {
        var registry = Metrics.NewCustomRegistry();
        _ = new RoomsMetrics(registry);
        _ = new TopicsMetrics(registry);
        _ = new ControlMetrics(registry);
        _ = new StatusMetrics(registry);
        _ = new FleetMetrics(registry);
        _ = new CanaryMetrics(registry);
        _ = new OutboundMetrics(registry);
        _ = new PushMetrics(registry);
        using var stream = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        var text = Encoding.UTF8.GetString(stream.ToArray());

        var all = text.Split('\n');

        var lines = Help().Matches(text).Select(match =>
        {
            var name = match.Groups["name"].Value;
            var type = Array.Find(all, line => line.StartsWith($"# TYPE {name} ", StringComparison.Ordinal))!.Split(' ')[^1];
            var sample = Array.Find(all, line => line.StartsWith(name + "{", StringComparison.Ordinal)) ?? "";
            var labels = string.Join(", ", Label().Matches(sample).Select(label => label.Groups["label"].Value));
            return $"| `{name}` | {type} | {labels} | {match.Groups["help"].Value} |";
        });

        Assert.Equal(string.Join('\n', lines.Order(StringComparer.Ordinal)), Table("metrics.md", "| `douyin_"));
    }

    [Fact]
    public void ConfigurationPage_ListsEverySettingWithItsDefault()
    {
        var lines = IngestServer.Sections.SelectMany(section => section.Leaves()).Select(leaf =>
            $"| `{leaf.Path}` | {Default(leaf.Property.GetValue(Activator.CreateInstance(leaf.Property.DeclaringType!)))} |");

        var listed = Table("configuration.md", "| `").Split('\n').Select(line => string.Join('|', line.Split('|')[..3]) + "|");

        Assert.Equal(string.Join('\n', lines.Order(StringComparer.Ordinal)), string.Join('\n', listed.Order(StringComparer.Ordinal)));
    }

    private static string Table(string page, string start)
        => string.Join('\n', Repository.Read("docs", page).Split('\n').Where(line => line.StartsWith(start, StringComparison.Ordinal)));

    private static string Default(object? value) => value switch
    {
        null or "" => "–",
        string text => $"`{text}`",
        IEnumerable values => values.Cast<object>().Any() ? string.Join(", ", values.Cast<object>().Select(Default)) : "none",
        bool flag => flag ? "`true`" : "`false`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };

    [GeneratedRegex("^# HELP (?<name>douyin_[a-z_]+) (?<help>.*)$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Help();

    [GeneratedRegex("(?<label>[a-z_]+)=\"[^\"]*\"", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
