using System.Globalization;
using System.Net;
using System.Text;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>What the panels show, drawn from the answers: the dashboards side by side, each panel in its place. Pure.</summary>
internal static class DashboardPicture
{
    private const double Width = 780;
    private const double Gap = 24;
    private const double RowHeight = 17;
    private const double Head = 44;

    private const string Style =
        "<style>text{font-family:Helvetica,Arial,sans-serif;fill:#24292e}.h{font-size:18px;font-weight:bold}.r{font-size:12px;font-weight:bold;fill:#57606a}"
        + ".t{font-size:11px;font-weight:bold}.l{font-size:10px;fill:#57606a}.m{font-size:9px;fill:#8b949e}.n{font-size:11px;fill:#c4162a}.v{font-size:20px;font-weight:bold}"
        + ".p{fill:#fff;stroke:#d0d7de}polyline{fill:none;stroke-width:1.3}</style>";

    public static string Svg(DashboardResult result)
    {
        var times = result.Drawn.Values.SelectMany(answer => answer).SelectMany(series => series.Points).Select(point => point.Time).ToList();
        var height = Head + (RowHeight * result.Boards.Max(board => board.Panels.Max(panel => panel.Place.Y + panel.Place.Height))) + Gap;
        var width = (result.Boards.Count * (Width + Gap)) + Gap;
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:0} {height:0}\" width=\"{width:0}\" height=\"{height:0}\">{Style}");
        text.AppendLine("<rect width=\"100%\" height=\"100%\" fill=\"#f6f8fa\"/>");
        var drawing = new PanelDrawing(text, times.Min(), times.Max());
        for (var i = 0; i < result.Boards.Count; i++)
        {
            var left = Gap + (i * (Width + Gap));
            text.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{left:0}\" y=\"30\" class=\"h\">{WebUtility.HtmlEncode(result.Boards[i].Title)}</text>");
            foreach (var panel in result.Boards[i].Panels)
            {
                Draw(panel, left, drawing, text, result);
            }
        }

        return text.AppendLine("</svg>").ToString();
    }

    private static void Draw(BoardPanel panel, double left, PanelDrawing drawing, StringBuilder text, DashboardResult result)
    {
        var column = Width / 24;
        var (x, y) = (left + (panel.Place.X * column), Head + (panel.Place.Y * RowHeight));
        if (panel.Type is "row")
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"<text x=\"{x:0.#}\" y=\"{y + 13:0.#}\" class=\"r\">{WebUtility.HtmlEncode(panel.Title)}</text>");
        }
        else
        {
            drawing.Draw(panel, result.Drawn, (x + 2, y + 2, (panel.Place.Width * column) - 4, (panel.Place.Height * RowHeight) - 4));
        }
    }
}
