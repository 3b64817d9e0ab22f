namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>What every query of the dashboards and the rules gave.</summary>
/// <param name="Rows">One a query.</param>
/// <param name="Boards">The dashboards.</param>
/// <param name="Drawn">What each query of a dashboard gave over the whole run.</param>
/// <param name="Misses">What is not as it must be; empty: all is.</param>
internal sealed record DashboardResult(
    IReadOnlyList<QueryRow> Rows,
    IReadOnlyList<Board> Boards,
    IReadOnlyDictionary<BoardQuery, IReadOnlyList<PrometheusSeries>> Drawn,
    IReadOnlyList<string> Misses);
