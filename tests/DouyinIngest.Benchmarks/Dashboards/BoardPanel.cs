namespace DouyinIngest.Benchmarks.Dashboards;

/// <summary>One panel of a dashboard, or the head of a row.</summary>
/// <param name="Type">row, stat, timeseries or heatmap.</param>
/// <param name="Title">As it stands above the panel.</param>
/// <param name="Unit">Of its values, as Grafana names it; empty for a row.</param>
/// <param name="Place">Columns of 24 and rows, from the left and the top.</param>
/// <param name="Queries">None for a row.</param>
internal sealed record BoardPanel(string Type, string Title, string Unit, (int X, int Y, int Width, int Height) Place, IReadOnlyList<BoardQuery> Queries);
