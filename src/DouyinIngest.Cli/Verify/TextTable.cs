using DouyinIngest.Cli.Output;

namespace DouyinIngest.Cli.Verify;

/// <summary>Rows under headings, in columns. A column whose heading begins with '#' holds numbers and stands to the right.</summary>
internal sealed class TextTable(params string[] headings)
{
    private const int Widest = 100;

    private readonly List<string[]> _rows = [[.. headings.Select(heading => heading.TrimStart('#'))]];

    public int Count => _rows.Count - 1;

    public void Add(params string[] cells) => _rows.Add([.. cells.Select(cell => SafeText.Fit(cell, Widest))]);

    /// <summary>Headings first; nothing at all without rows.</summary>
    public IEnumerable<string> Lines()
    {
        if (Count == 0)
        {
            yield break;
        }

        var widths = headings.Select((_, column) => _rows.Max(row => SafeText.Width(row[column]))).ToArray();
        foreach (var row in _rows)
        {
            yield return string.Join("  ", row.Select((cell, column) =>
            {
                var blank = new string(' ', widths[column] - SafeText.Width(cell));
                return headings[column].StartsWith('#') ? blank + cell : cell + blank;
            })).TrimEnd();
        }
    }
}
