using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Dashboards;

/// <summary>What can be said of the rules without a Prometheus; that each alert fires and stays silent is shown by promtool, see the rules' own tests.</summary>
public sealed partial class RuleTests
{
    private const string Pages = "https://github.com/douyin-ingest/douyin-ingest/blob/main/docs/runbooks/";

    private static readonly string[] Folder = ["helm", "douyin-ingest", "rules"];

    public static TheoryData<string> Alerts() => [.. Blocks("alert").Select(block => block.Name)];

    [Fact]
    public void Alerts_EachHasOneRunbookAndOneTest()
    {
        var alerts = Blocks("alert").Select(block => block.Name).Order(StringComparer.Ordinal).ToList();
        Assert.InRange(alerts.Count, 10, 20);
        Assert.Distinct(alerts);
        Assert.Equal(alerts, Repository.Names(".md", "docs", "runbooks"));
        Assert.Equal(alerts, Repository.Names(".test.yaml", [.. Folder, "tests"]).Where(name => !string.Equals(name, "recording", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Alert_SaysHowLongHowBadWhatAndWhatToDo(string name)
    {
        var block = Block(name);
        Assert.Matches("^DouyinIngest([A-Z][a-z]+)+$", name);
        Assert.Matches(@"\n        for: \d+[ms]\n", block);
        Assert.Matches(@"\n          severity: (critical|warning)\n", block);
        Assert.Matches(@"\n          summary: ""?.{20,100}\.""?\n", block);
        Assert.Matches(@"\n          description: ""?.{60,}\.""?\n", block);
        Assert.Contains($"\n          runbook_url: {Pages}{name}.md\n", block, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Runbook_TellsMeaningImpactFirstLookAndRemedy(string name)
    {
        var page = Repository.Read("docs", "runbooks", name + ".md");
        Assert.StartsWith($"# {name}\n", page, StringComparison.Ordinal);
        Assert.Equal(["Meaning", "Impact", "First look", "Remedy"], Heading().Matches(page).Select(match => match.Groups["title"].Value));
        Assert.All(page.Split("\n## ").Skip(1), section => Assert.True(section.Length > 60, section));
        Assert.All(Link().Matches(page), link => Assert.NotEmpty(Repository.Read("docs", "runbooks", link.Groups["page"].Value)));
        Assert.All(Instruments.Of(page), use => Assert.Contains(use.Name, Instruments.All));
    }

    [Theory]
    [MemberData(nameof(Alerts))]
    public void Test_FiresStaysSilentAndResolves(string name)
    {
        var text = Repository.Read([.. Folder, "tests", name + ".test.yaml"]);
        var first = text[..text.IndexOf("\n  - name: ", text.IndexOf("- name: ", StringComparison.Ordinal) + 1, StringComparison.Ordinal)];
        var fires = first.IndexOf("exp_alerts:", StringComparison.Ordinal);
        Assert.True(fires > 0, "it fires");
        Assert.True(first.LastIndexOf("{ eval_time:", StringComparison.Ordinal) > fires, "and resolves");
        Assert.Contains("{ eval_time:", text, StringComparison.Ordinal);
        Assert.Equal(1, Alertname().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Count(alert => string.Equals(alert, name, StringComparison.Ordinal)));
    }

    [Fact]
    public void Expressions_UseInstrumentsThatAreAndSeriesThatAreRecorded()
    {
        var recorded = Blocks("record").Select(block => block.Name).ToList();
        Assert.All(recorded, name => Assert.Matches("^namespace_job:douyin_[a-z_]+:[a-z0-9_]+$", name));
        foreach (var (_, text) in Blocks("record").Concat(Blocks("alert")))
        {
            var expression = text.Split("\n        annotations:")[0];
            Assert.All(Instruments.Of(expression), use =>
            {
                Assert.True(Instruments.All.TryGetValue(use.Name, out var instrument), use.Name);
                Assert.All(use.Labels.Where(label => label is not "le"), label => Assert.Contains(label, instrument.Labels));
                Assert.True(use.InRate == (instrument.Type is "counter" or "histogram") || expression.Contains("absent(", StringComparison.Ordinal), expression);
            });
            Assert.All(Series().Matches(expression.Split("expr:")[1]), match => Assert.Contains(match.Value, recorded));
        }
    }

    private static string Block(string alert) => Blocks("alert").Single(block => string.Equals(block.Name, alert, StringComparison.Ordinal)).Text;

    /// <summary>The rules of a kind, alert or record, each with the text of its entry.</summary>
    private static IEnumerable<(string Name, string Text)> Blocks(string kind)
    {
        var start = $"      - {kind}: ";
        return Entry().Split(Repository.Read([.. Folder, "douyin-ingest.rules.yaml"]) + "\n")
            .Where(entry => entry.StartsWith(start, StringComparison.Ordinal))
            .Select(entry => (entry[start.Length..entry.IndexOf('\n', StringComparison.Ordinal)], entry + "\n"));
    }

    [GeneratedRegex(@"\n(?=      - (alert|record): |  - name: )", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Entry();

    [GeneratedRegex(@"^## (?<title>.+)$", RegexOptions.Multiline | RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\((?<page>[^)#:]+\.md)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"alertname: (?<name>\w+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Alertname();

    [GeneratedRegex(@"namespace_job:[\w:]+", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Series();
}
