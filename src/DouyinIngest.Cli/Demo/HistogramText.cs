using System.Globalization;

namespace DouyinIngest.Cli.Demo;

/// <summary>Reads a quantile out of a histogram as <c>/metrics</c> prints it.</summary>
internal static class HistogramText
{
    /// <summary>The quantile in the histogram's unit, interpolated within its bucket; null while it is empty or absent. Labels are summed over.</summary>
    /// <param name="metrics">The text of <c>/metrics</c>.</param>
    /// <param name="name">The histogram, without suffix.</param>
    /// <param name="quantile">Between 0 and 1.</param>
    public static double? Quantile(string metrics, string name, double quantile)
    {
        var buckets = new SortedDictionary<double, double>();
        var prefix = name + "_bucket{";
        foreach (var line in metrics.AsSpan().EnumerateLines())
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal) && Bucket(line) is var (bound, count))
            {
                buckets[bound] = buckets.GetValueOrDefault(bound) + count;
            }
        }

        var all = buckets.Count > 0 ? buckets.Last().Value : 0;
        if (all <= 0)
        {
            return null;
        }

        var wanted = quantile * all;
        var (below, under) = (0d, 0d);
        foreach (var (bound, count) in buckets)
        {
            if (count >= wanted)
            {
                return double.IsPositiveInfinity(bound) ? below : below + ((bound - below) * (count > under ? (wanted - under) / (count - under) : 1));
            }

            (below, under) = (bound, count);
        }

        return below;
    }

    private static (double Bound, double Count)? Bucket(ReadOnlySpan<char> line)
    {
        const string Mark = "le=\"";
        var mark = line.IndexOf(Mark, StringComparison.Ordinal);
        var space = line.LastIndexOf(' ');
        if (mark < 0 || space < 0)
        {
            return null;
        }

        var text = line[(mark + Mark.Length)..];
        text = text[..text.IndexOf('"')];
        var bound = text.SequenceEqual("+Inf") ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);
        return (bound, double.Parse(line[(space + 1)..], CultureInfo.InvariantCulture));
    }
}
