namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>From happening to appending in rooms that a fault spared: before it, and while it went on and 10 s longer. One run, so that the two compare.</summary>
/// <param name="loadAt">When the load began, milliseconds: at the start, before it, every room comes at once.</param>
/// <param name="hurtAt">When the first fault struck, milliseconds.</param>
/// <param name="healedAt">When the last one ended, milliseconds.</param>
internal sealed class SparedLatency(long loadAt, long hurtAt, long healedAt)
{
    private const long Afterwards = 10_000;

    private readonly List<long> _before = [];
    private readonly List<long> _during = [];

    /// <summary>Rooms that count.</summary>
    public int Rooms { get; private set; }

    public TimeSpan P99Before => P99(_before);

    public TimeSpan P99During => P99(_during);

    public void Add(IReadOnlyList<TrueEvent> events, AppendedEvents appended)
    {
        Rooms++;
        foreach (var e in events.Where(e => e.Expected && !e.Repeated))
        {
            if (appended.TimeOf(e.Key) is { } at && Side(e.Time) is { } side)
            {
                side.Add(at - e.Time);
            }
        }
    }

    private List<long>? Side(long time) => time < loadAt ? null : time < hurtAt ? _before : time - Afterwards <= healedAt ? _during : null;

    private static TimeSpan P99(List<long> latencies)
        => latencies.Count == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(latencies.Order().ElementAt((int)(0.99 * (latencies.Count - 1))));
}
