using System.Text.Json;
using System.Text.RegularExpressions;
using DouyinIngest.Tests.Fakes;

namespace DouyinIngest.Tests.Dashboards;

/// <summary>What can be said of the dashboards without a Prometheus; that their queries give data is shown by a functional test.</summary>
public sealed partial class DashboardTests
{
    private static readonly string[] Folder = ["helm", "douyin-ingest", "dashboards"];
    private static readonly string[] FromTheScrape = ["namespace", "job", "pod", "le"];

    public static TheoryData<string> Names() => [.. Repository.Names(".json", Folder)];

    [Fact]
    public void Files_AreTheThree() => Assert.Equal(["fleet", "kafka", "pipeline"], Repository.Names(".json", Folder));

    [Theory]
    [MemberData(nameof(Names))]
    public void Uid_IsMadeOfTheName_AndNoOtherIsWrittenDown(string name)
    {
        var board = Read(name);
        Assert.Equal("douyin-ingest-" + name, board.GetProperty("uid").GetString());
        Assert.All(Uids(board).Skip(1), uid => Assert.Equal("${datasource}", uid));
        Assert.False(board.TryGetProperty("id", out _), "an id is the database's");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Variables_AreSourceNamespaceJobAndPod_EachByThoseBefore(string name)
    {
        var variables = Read(name).GetProperty("templating").GetProperty("list").EnumerateArray().ToList();
        Assert.Equal(["datasource", "namespace", "job", "pod"], variables.Select(variable => variable.GetProperty("name").GetString()));
        Assert.Equal("datasource", variables[0].GetProperty("type").GetString());
        Assert.All(variables.Skip(1), variable =>
        {
            // Where the scrape has no such label, All still finds the series.
            Assert.Equal(".*", variable.GetProperty("allValue").GetString());
            Assert.All(Instruments.Of(variable.GetProperty("definition").GetString()!), use => Assert.Contains(use.Name, Instruments.All));
        });
        Assert.Contains("namespace=~\"$namespace\"", variables[2].GetProperty("definition").GetString()!, StringComparison.Ordinal);
        Assert.Contains("job=~\"$job\"", variables[3].GetProperty("definition").GetString()!, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_HaveTitleDescriptionUnitAndQueries(string name) => Assert.All(Panels(name), panel =>
    {
        Assert.Matches("^.{3,60}$", panel.GetProperty("title").GetString()!);
        Assert.Matches(@"^[A-Z\d].{10,}\.$", panel.GetProperty("description").GetString()!);
        Assert.Contains(panel.GetProperty("fieldConfig").GetProperty("defaults").GetProperty("unit").GetString(), (string[])["short", "s", "ops", "Bps", "bytes", "percentunit"]);
        Assert.NotEmpty(Expressions(panel));
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Panels_HaveIdsAndPlacesOfTheirOwn(string name)
    {
        var all = Read(name).GetProperty("panels").EnumerateArray().ToList();
        Assert.Distinct(all.Select(panel => panel.GetProperty("id").GetInt32()));
        Assert.Distinct(Panels(name).Select(panel => panel.GetProperty("title").GetString() + panel.GetProperty("type").GetString()));
        var cells = new HashSet<(int, int)>();
        foreach (var place in all.Select(panel => panel.GetProperty("gridPos")))
        {
            var (x, y, w, h) = (place.GetProperty("x").GetInt32(), place.GetProperty("y").GetInt32(), place.GetProperty("w").GetInt32(), place.GetProperty("h").GetInt32());
            Assert.InRange(x + w, 1, 24);
            Assert.All(Enumerable.Range(x, w).SelectMany(_ => Enumerable.Range(y, h), (column, row) => (column, row)), cell => Assert.True(cells.Add(cell), $"two panels at {cell}"));
        }

        var rows = cells.Select(static cell => cell.Item2).Distinct().Order().ToList();
        Assert.Equal(Enumerable.Range(0, rows.Count), rows);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Queries_UseInstrumentsThatAre_WithLabelsThatTheyHave(string name) => Assert.All(Queries(name), expression =>
    {
        var uses = Instruments.Of(expression).ToList();
        Assert.True(uses.Count > 0 || expression.StartsWith("count(ALERTS{", StringComparison.Ordinal), expression);
        Assert.All(uses, use =>
        {
            Assert.True(Instruments.All.TryGetValue(use.Name, out var instrument), $"{use.Name} is not in docs/metrics.md");
            Assert.All(use.Labels.Except(FromTheScrape, StringComparer.Ordinal), label => Assert.Contains(label, instrument.Labels));
            Assert.Contains("namespace", use.Labels);
            Assert.True(use.InRate == (instrument.Type is "counter" or "histogram") || expression.StartsWith("count(", StringComparison.Ordinal), $"{use.Name} is a {instrument.Type}: {expression}");
        });
        foreach (var label in By().Matches(expression).SelectMany(match => match.Groups["labels"].Value.Split(", ")).Except(FromTheScrape, StringComparer.Ordinal))
        {
            Assert.All(uses, use => Assert.Contains(label, Instruments.All[use.Name].Labels));
        }
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Legends_NameLabelsThatAreLeft(string name) => Assert.All(
        Panels(name).SelectMany(panel => panel.GetProperty("targets").EnumerateArray()),
        target =>
        {
            var left = By().Matches(Expression(target)).SelectMany(match => match.Groups["labels"].Value.Split(", "));
            Assert.All(Legend().Matches(target.GetProperty("legendFormat").GetString()!), match => Assert.Contains(match.Groups["label"].Value, left));
        });

    [Fact]
    public void Instruments_AreAllShown()
    {
        var used = Names().SelectMany(row => Queries(row.Data)).SelectMany(Instruments.Of).Select(use => use.Name).ToHashSet(StringComparer.Ordinal);
        Assert.Empty(Instruments.All.Keys.Except(used, StringComparer.Ordinal));
    }

    private static JsonElement Read(string name)
    {
        using var json = JsonDocument.Parse(Repository.Read([.. Folder, name + ".json"]));
        return json.RootElement.Clone();
    }

    private static IEnumerable<JsonElement> Panels(string name)
        => Read(name).GetProperty("panels").EnumerateArray().Where(panel => !string.Equals(panel.GetProperty("type").GetString(), "row", StringComparison.Ordinal));

    private static IEnumerable<string> Queries(string name) => Panels(name).SelectMany(Expressions);

    private static IEnumerable<string> Expressions(JsonElement panel) => panel.GetProperty("targets").EnumerateArray().Select(Expression);

    private static string Expression(JsonElement target) => target.GetProperty("expr").GetString()!;

    private static IEnumerable<string> Uids(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(member => member.NameEquals("uid") ? [member.Value.GetString()!] : Uids(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Uids),
        _ => [],
    };

    [GeneratedRegex(@"by \((?<labels>[a-z_, ]+)\)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex By();

    [GeneratedRegex(@"\{\{(?<label>\w+)\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Legend();
}
