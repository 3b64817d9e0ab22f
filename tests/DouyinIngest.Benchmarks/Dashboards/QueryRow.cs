using System.Globalization;

namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>What became of one query.</summary>
internal sealed class QueryRow(BoardQuery query)
{
    public BoardQuery Query { get; } = query;

    /// <summary>When it first gave data, in the words of the run; null: never.</summary>
    public string? When { get; private set; }

    /// <summary>How many series it gave then.</summary>
    public int Series { get; private set; }

    /// <summary>The first of them.</summary>
    public string Sample { get; private set; } = "";

    public bool HasData => When is not null;

    /// <summary>Takes an answer down if it has data.</summary>
    public void Take(IReadOnlyList<PrometheusSeries> answer, string when)
    {
        var known = answer.Where(series => series.HasData).ToList();
        if (HasData || known.Count == 0)
        {
            return;
        }

        When = when;
        Series = known.Count;
        var shown = known.MaxBy(series => series.Points[^1].Value)!;
        var labels = string.Join(',', shown.Labels.Where(l => l.Key is not "__name__" and not "job" and not "namespace").Select(l => l.Value));
        Sample = string.Create(CultureInfo.InvariantCulture, $"{shown.Points[^1].Value:0.####}{(labels.Length > 0 ? " " + labels : "")}");
    }
}
