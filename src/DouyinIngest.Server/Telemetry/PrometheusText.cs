using System.Globalization;
using System.Text;

namespace DouyinIngest.Server.Telemetry;

/// <summary>Reads what a scrape gives. Pure. For our own registry: the library has no other way to read values back.</summary>
internal static class PrometheusText
{
    private const string Help = "# HELP ";
    private const string Type = "# TYPE ";

    /// <summary>The families by name. Lines that are not understood are passed over.</summary>
    public static IReadOnlyDictionary<string, MetricFamily> Read(string text)
    {
        var families = new Dictionary<string, MetricFamily>(StringComparer.Ordinal);
        var help = ("", "");
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text[range].TrimEnd('\r');
            if (line.StartsWith(Help, StringComparison.Ordinal))
            {
                help = Word(line[Help.Length..]);
            }
            else if (line.StartsWith(Type, StringComparison.Ordinal))
            {
                var (name, type) = Word(line[Type.Length..]);
                families[name] = new MetricFamily(name, type, string.Equals(help.Item1, name, StringComparison.Ordinal) ? help.Item2 : "");
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                Sample(line, families);
            }
        }

        return families;
    }

    private static (string, string) Word(string text)
        => text.IndexOf(' ', StringComparison.Ordinal) is var at and >= 0 ? (text[..at], text[(at + 1)..]) : (text, "");

    private static void Sample(string line, Dictionary<string, MetricFamily> families)
    {
        var end = line.AsSpan().IndexOfAny('{', ' ');
        if (end <= 0 || !families.TryGetValue(line[..end], out var family))
        {
            return;
        }

        var labels = new List<KeyValuePair<string, object?>>();
        var at = end;
        if (line[at] == '{' && !Labels(line, ref at, labels))
        {
            return;
        }

        var value = line.AsSpan(at).Trim();
        var blank = value.IndexOf(' ');
        if (double.TryParse(blank < 0 ? value : value[..blank], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            family.Samples.Add(new MetricSample([.. labels], number));
        }
    }

    // {name="value",name="value"}, with \\, \" and \n escaped in values.
    private static bool Labels(string line, ref int at, List<KeyValuePair<string, object?>> labels)
    {
        at++;
        while (at < line.Length && line[at] != '}')
        {
            var equals = line.IndexOf("=\"", at, StringComparison.Ordinal);
            if (equals < 0)
            {
                return false;
            }

            var name = line[at..equals].TrimStart(',', ' ');
            var value = new StringBuilder();
            for (at = equals + 2; at < line.Length && line[at] != '"'; at++)
            {
                value.Append(line[at] != '\\' || at + 1 == line.Length ? line[at] : line[++at] == 'n' ? '\n' : line[at]);
            }

            labels.Add(new(name, value.ToString()));
            at++;
        }

        return ++at <= line.Length;
    }
}
