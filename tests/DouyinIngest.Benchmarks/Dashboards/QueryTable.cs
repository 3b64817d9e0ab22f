using System.Globalization;
using System.Text;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>The table of queries and answers.</summary>
internal static class QueryTable
{
    public static string Of(IReadOnlyList<QueryRow> rows)
    {
        var text = new StringBuilder();
        foreach (var origin in rows.GroupBy(row => row.Query.Origin, StringComparer.Ordinal))
        {
            text.AppendLine().AppendLine(origin.Key);
            foreach (var row in origin)
            {
                var title = row.Query.Title + (row.Query.Legend.Length > 0 && !row.Query.Legend.StartsWith("{{", StringComparison.Ordinal) ? ": " + row.Query.Legend : "");
                text.AppendLine(CultureInfo.InvariantCulture, $"  {Cut(title, 58),-58} {row.Series,3}  {Cut(row.Sample, 34),-34} {row.When ?? "NO DATA"}");
            }
        }

        return text.ToString();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";
}
