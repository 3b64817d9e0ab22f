using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>One panel as SVG: a number, lines, or the cells of a heatmap. Pure.</summary>
/// <param name="text">What is drawn goes there.</param>
/// <param name="from">Unix seconds at the left edge.</param>
/// <param name="to">At the right edge.</param>
internal sealed partial class PanelDrawing(StringBuilder text, double from, double to)
{
    private const int MostLines = 6;
    private const int LegendHeight = 13;

    private static readonly string[] Colours = ["#3274d9", "#e0752d", "#299c46", "#c4162a", "#8f3bb8", "#c9a227"];

    /// <summary>A line of a panel, and what it is called.</summary>
    private readonly record struct Line(string Name, IReadOnlyList<(double Time, double Value)> Points)
    {
        public double Max => Points.Max(p => p.Value);
    }

    public void Draw(BoardPanel panel, IReadOnlyDictionary<BoardQuery, IReadOnlyList<PrometheusSeries>> drawn, (double X, double Y, double Width, double Height) at)
    {
        Write($"<rect x=\"{at.X:0.#}\" y=\"{at.Y:0.#}\" width=\"{at.Width:0.#}\" height=\"{at.Height:0.#}\" class=\"p\"/>");
        Words(at.X + 6, at.Y + 13, "t", Cut(panel.Title, (at.Width - (panel.Type is "stat" ? 0 : 70)) / 6.2));
        var lines = panel.Queries
            .SelectMany(query => drawn[query].Where(series => series.HasData).Select(series => new Line(Name(query, series), [.. series.Points.Where(p => double.IsFinite(p.Value))])))
            .ToList();
        if (lines.Count == 0)
        {
            Words(at.X + 6, at.Y + 30, "n", "no data");
        }
        else if (panel.Type is "stat")
        {
            Words(at.X + 6, at.Y + at.Height - 12, "v", UnitText.Of(lines[0].Points[^1].Value, panel.Unit));
            Curve(lines[0], lines[0].Max, "#3274d9", (at.X + (at.Width * 0.66), at.Y + 22, (at.Width * 0.34) - 6, at.Height - 30));
        }
        else if (panel.Type is "heatmap")
        {
            Cells(lines, (at.X + 6, at.Y + 20, at.Width - 12, at.Height - 26));
        }
        else
        {
            Lines(lines, panel.Unit, at);
        }
    }

    /// <summary>The highest first; lines that are zero throughout say nothing beside others.</summary>
    private void Lines(List<Line> all, string unit, (double X, double Y, double Width, double Height) at)
    {
        var shown = all.OrderByDescending(line => line.Max).Take(MostLines).Where((line, i) => i == 0 || line.Max > 0).ToList();
        var legend = Math.Min(3, shown.Count);
        var top = Math.Max(shown[0].Max, 1e-9);
        var field = (X: at.X + 6, Y: at.Y + 20, Width: at.Width - 12, Height: at.Height - 28 - (legend * LegendHeight));
        for (var i = shown.Count - 1; i >= 0; i--)
        {
            Curve(shown[i], top, Colours[i], field);
        }

        for (var i = 0; i < legend; i++)
        {
            var y = at.Y + at.Height - 6 - ((legend - 1 - i) * LegendHeight);
            Write($"<rect x=\"{at.X + 6:0.#}\" y=\"{y - 6:0.#}\" width=\"8\" height=\"3\" fill=\"{Colours[i]}\"/>");
            Words(at.X + 18, y, "l", Cut($"{shown[i].Name}  {UnitText.Of(shown[i].Points[^1].Value, unit)}, at most {UnitText.Of(shown[i].Max, unit)}", (at.Width - 24) / 4.8));
        }

        Write($"<text x=\"{at.X + at.Width - 6:0.#}\" y=\"{at.Y + 13:0.#}\" class=\"m\" text-anchor=\"end\">↑ {UnitText.Of(shown[0].Max, unit)}{(all.Count > legend ? string.Create(CultureInfo.InvariantCulture, $", {all.Count} series") : "")}</text>");
    }

    private void Curve(Line line, double top, string colour, (double X, double Y, double Width, double Height) at)
    {
        var points = string.Join(' ', line.Points.Select(p => string.Create(
            CultureInfo.InvariantCulture, $"{at.X + (at.Width * (p.Time - from) / (to - from)):0},{at.Y + (at.Height * (1 - (p.Value / Math.Max(top, 1e-9)))):0}")).Distinct(StringComparer.Ordinal));
        Write($"<polyline points=\"{points}\" stroke=\"{colour}\"/>");
    }

    /// <summary>A column a moment, a row a bucket; buckets are cumulative, so a row is less what stands below it.</summary>
    private void Cells(List<Line> lines, (double X, double Y, double Width, double Height) at)
    {
        var buckets = lines.OrderBy(line => line.Name is "+Inf" ? double.PositiveInfinity : double.Parse(line.Name, CultureInfo.InvariantCulture)).ToList();
        var most = buckets[^1].Max;
        var height = at.Height / buckets.Count;
        var below = new Dictionary<double, double>();
        for (var row = 0; row < buckets.Count; row++)
        {
            var counts = buckets[row].Points.Select(p => (p.Time, Value: p.Value - below.GetValueOrDefault(p.Time))).ToList();
            foreach (var (time, value) in counts.Where(p => p.Value > most / 200))
            {
                var width = Math.Max(2, at.Width * 2 / (to - from));
                Write($"<rect x=\"{at.X + (at.Width * (time - from) / (to - from)):0}\" y=\"{at.Y + at.Height - ((row + 1) * height):0}\" width=\"{width:0}\" height=\"{height:0.#}\" fill=\"#e0752d\" opacity=\"{0.2 + (0.8 * Math.Sqrt(value / most)):0.##}\"/>");
            }

            below = buckets[row].Points.ToDictionary(p => p.Time, p => p.Value);
        }
    }

    private static string Cut(string words, double length) => words.Length <= length ? words : words[..(int)(length - 1)] + "…";

    private void Words(double x, double y, string style, string words) => Write($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" class=\"{style}\">{WebUtility.HtmlEncode(words)}</text>");

    private void Write(FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));

    private static string Name(BoardQuery query, PrometheusSeries series)
        => Label().Replace(query.Legend, match => series.Labels.GetValueOrDefault(match.Groups["name"].Value, ""));

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Label();
}
