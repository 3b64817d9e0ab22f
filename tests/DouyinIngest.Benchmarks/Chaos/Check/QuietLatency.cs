namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>From an event's happening to its first record's appending, over the rooms that are not much busier than others. Pure.</summary>
internal static class QuietLatency
{
    private const int Busier = 10;

    /// <summary>The 99th percentile; zero without events.</summary>
    /// <param name="rooms">Of each room the latencies of its events, milliseconds.</param>
    public static TimeSpan P99(IReadOnlyList<long[]> rooms)
    {
        if (rooms.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var median = rooms.Select(r => r.Length).Order().ElementAt(rooms.Count / 2);
        var all = rooms.Where(r => r.Length <= Busier * Math.Max(1, median)).SelectMany(r => r).Order().ToArray();
        return all.Length == 0 ? TimeSpan.Zero : TimeSpan.FromMilliseconds(all[(int)(0.99 * (all.Length - 1))]);
    }
}
