namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>One series of an answer.</summary>
/// <param name="Labels">By name.</param>
/// <param name="Points">Unix seconds and values, in order of time; one point for a query at one moment.</param>
internal sealed record PrometheusSeries(IReadOnlyDictionary<string, string> Labels, IReadOnlyList<(double Time, double Value)> Points)
{
    /// <summary>A value that is no number is drawn by nobody: as good as none.</summary>
    public bool HasData => Points.Any(point => double.IsFinite(point.Value));
}
