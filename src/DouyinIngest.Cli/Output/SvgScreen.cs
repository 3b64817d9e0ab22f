using System.Globalization;
using System.Text;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace DouyinIngest.Cli.Output;

/// <summary>A drawn screen as an SVG picture: monospaced text, each run put at its column, so that wide characters keep the columns straight.</summary>
internal static class SvgScreen
{
    private const double CellWidth = 8.4;
    private const int LineHeight = 19;
    private const int FontSize = 14;
    private const int Margin = 16;
    private const string Ground = "#12161c";
    private const string Ink = "#d7dce2";

    /// <param name="screen">What is drawn.</param>
    /// <param name="columns">How wide.</param>
    /// <param name="title">For who cannot see it.</param>
    public static string Draw(IRenderable screen, int columns, string title)
    {
        using var nowhere = new StringWriter(CultureInfo.InvariantCulture);
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(nowhere),
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.TrueColor,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = columns;
        console.Profile.Capabilities.Unicode = true;
        var lines = Segment.SplitLines(screen.GetSegments(console), columns);
        var width = Number((columns * CellWidth) + (2 * Margin));
        var height = Number((lines.Count * LineHeight) + (2 * Margin));
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(title).Replace('\u00A0', ' ')}</title>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{Ground}\"/>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<g font-family=\"ui-monospace,Menlo,Consolas,'DejaVu Sans Mono','Noto Sans Mono CJK SC',monospace\" font-size=\"{FontSize}\" fill=\"{Ink}\">\n");
        for (var row = 0; row < lines.Count; row++)
        {
            Line(svg, lines[row], Margin + ((row + 1) * LineHeight) - 5);
        }

        return svg.Append("</g>\n</svg>\n").ToString();
    }

    private static void Line(StringBuilder svg, SegmentLine line, int y)
    {
        var column = 0;
        foreach (var segment in line)
        {
            var cells = segment.CellCount();
            if (!string.IsNullOrWhiteSpace(segment.Text) && !segment.IsControlCode)
            {
                // Renderers drop blanks at the ends and join those within; the rest would then be stretched over their columns.
                var text = segment.Text.Trim(' ');
                var x = Number(Margin + ((column + segment.Text.Length - segment.Text.TrimStart(' ').Length) * CellWidth));
                var length = Number(SafeText.Width(text) * CellWidth);
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x}\" y=\"{y}\" textLength=\"{length}\" lengthAdjust=\"spacingAndGlyphs\"{Look(segment.Style)}>{Escape(text)}</text>\n");
            }

            column += cells;
        }
    }

    private static string Look(Style style)
    {
        var look = new StringBuilder();
        if (style.Foreground != Color.Default)
        {
            look.Append(CultureInfo.InvariantCulture, $" fill=\"#{style.Foreground.ToHex().ToLowerInvariant()}\"");
        }

        if (style.Decoration.HasFlag(Decoration.Bold))
        {
            look.Append(" font-weight=\"bold\"");
        }

        if (style.Decoration.HasFlag(Decoration.Dim))
        {
            look.Append(" opacity=\"0.6\"");
        }

        return look.ToString();
    }

    private static string Number(double value) => Math.Round(value, 1).ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => text
        .Replace(' ', '\u00A0')
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);
}
