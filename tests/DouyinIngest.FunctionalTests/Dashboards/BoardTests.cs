using DouyinIngest.Benchmarks.Dashboards;

namespace DouyinIngest.FunctionalTests.Dashboards;

/// <summary>What the run makes of dashboards and answers.</summary>
public sealed class BoardTests
{
    private static readonly Dictionary<string, string> Variables = new(StringComparer.Ordinal) { ["namespace"] = "live", ["job"] = ".*", ["pod"] = ".*", ["__rate_interval"] = "1m", ["__rate"] = "wrong" };

    private static IReadOnlyList<Board> Boards => Board.ReadAll(Path.Combine(RepositoryFolder.Path, "helm", "douyin-ingest", "dashboards"), Variables);

    [Fact]
    public void ReadAll_EveryVariable_IsFilledIn()
    {
        var queries = Boards.SelectMany(board => board.Queries).ToList();
        Assert.True(queries.Count > 90, $"{queries.Count} queries");
        Assert.All(queries, query => Assert.DoesNotContain("$", query.Expression, StringComparison.Ordinal));
        Assert.Contains(queries, query => query.Expression.Contains("[1m]", StringComparison.Ordinal));
        Assert.DoesNotContain(queries, query => query.Expression.Contains("wrong", StringComparison.Ordinal));
    }

    [Fact]
    public void ReadAll_Rows_HaveNoQueriesAndPanelsHaveSome()
        => Assert.All(Boards.SelectMany(board => board.Panels), panel => Assert.Equal(panel.Type is "row", panel.Queries.Count == 0));

    [Fact]
    public void PlannedFaults_NameRulesAndPanelsThatAre()
    {
        var rules = File.ReadAllText(Path.Combine(RepositoryFolder.Path, "helm", "douyin-ingest", "rules", "douyin-ingest.rules.yaml"));
        var titles = Boards.SelectMany(board => board.Queries).Select(query => query.Title).ToHashSet(StringComparer.Ordinal);
        var made = PlannedFaults.AtFirst.Concat(PlannedFaults.UnderLoad).SelectMany(fault => fault.Makes).ToList();
        Assert.Distinct(made);
        Assert.All(made, name => Assert.True(titles.Contains(name) || rules.Contains($"- alert: {name}\n", StringComparison.Ordinal), name));
    }

    [Fact]
    public void Take_NoNumber_IsNoData()
    {
        var row = new QueryRow(new BoardQuery("fleet", "Takeover", "half", "x"));
        row.Take([], "load");
        row.Take([Series("a", double.NaN), Series("b", double.PositiveInfinity)], "load");
        Assert.False(row.HasData);

        row.Take([Series("a", double.NaN), Series("b", 2), Series("c", 0)], "the first");
        row.Take([Series("d", 9)], "the second");

        Assert.Equal(("the first", 2, "2 b"), (row.When, row.Series, row.Sample));
    }

    [Fact]
    public void Table_SaysWhatGaveNothing()
    {
        var full = new QueryRow(new BoardQuery("fleet", "Rooms", "wanted", "x"));
        full.Take([Series("a", 3)], "load");

        var text = QueryTable.Of([full, new QueryRow(new BoardQuery("rules", "Alert", "", "y"))]);

        Assert.Contains("Rooms: wanted", text, StringComparison.Ordinal);
        Assert.Matches(@"Alert\s+0\s+NO DATA", text);
    }

    [Theory]
    [InlineData(0, "s", "0 s")]
    [InlineData(0.0000042, "s", "4.2 µs")]
    [InlineData(0.25, "s", "250 ms")]
    [InlineData(61, "s", "61 s")]
    [InlineData(600, "s", "10 min")]
    [InlineData(512, "bytes", "512 B")]
    [InlineData(134217728, "bytes", "128 MiB")]
    [InlineData(3221225472, "bytes", "3 GiB")]
    [InlineData(1500, "Bps", "1.5 kB/s")]
    [InlineData(0.333, "ops", "0.33/s")]
    [InlineData(2500000, "short", "2.5 M")]
    [InlineData(0.5, "percentunit", "50 %")]
    public void Unit_IsWrittenAsPeopleReadIt(double value, string unit, string text) => Assert.Equal(text, UnitText.Of(value, unit));

    [Fact]
    public void Picture_EveryPanel_IsDrawnInItsPlace()
    {
        var boards = Boards;
        var drawn = boards.SelectMany(board => board.Queries).Distinct().ToDictionary(query => query, _ => (IReadOnlyList<PrometheusSeries>)[Series("0.5", 1, 5, 3), Series("1", double.NaN, 6, 4)]);
        var empty = boards[0].Panels.First(panel => panel.Queries.Count > 0);
        drawn[empty.Queries[0]] = [];

        var svg = DashboardPicture.Svg(new DashboardResult([], boards, drawn, []));

        System.Xml.Linq.XDocument.Parse(svg);
        Assert.Equal(boards.Sum(board => board.Panels.Count(panel => panel.Queries.Count > 0)), svg.Split("class=\"p\"").Length - 1);
        Assert.Equal(1, svg.Split(">no data<").Length - 1);
        Assert.Contains("<polyline points=\"", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
        Assert.True(svg.Length < 300 * 1024, $"{svg.Length} bytes");
    }

    private static PrometheusSeries Series(string label, params double[] values)
        => new(new Dictionary<string, string>(StringComparer.Ordinal) { ["__name__"] = "x", ["le"] = label }, [.. values.Select((value, i) => (100.0 + i, value))]);
}
