namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>
/// Whether a token bucket was kept, seen from the other side. A simulator that resets thousands of sockets is late to look at the attempts that come back,
/// so those of one second may meet in another; but what it has seen since the storm began can never be more than a full bucket gave by then.
/// </summary>
internal static class ConnectBudget
{
    private const double Second = 1000;

    /// <summary>The most attempts that were ever ahead of the bucket; 0: it was kept.</summary>
    /// <param name="attempts">When they were seen, milliseconds, in any order.</param>
    /// <param name="began">When the storm began, milliseconds; the bucket was full at most.</param>
    /// <param name="perSecond">What comes into the bucket each second, which is as much as it holds.</param>
    public static int Ahead(IEnumerable<long> attempts, long began, int perSecond)
        => attempts.Where(t => t >= began).Order().Select((t, before) => before + 1 - perSecond - (int)((t - began) / Second * perSecond)).Append(0).Max();
}
