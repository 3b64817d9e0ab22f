using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What is missing, or may be, by the upstream's clock.</summary>
/// <param name="From">The last that we have.</param>
/// <param name="To">The first that we have again; never before <paramref name="From"/>.</param>
/// <param name="EstimatedEvents">By the rate of the minute before.</param>
internal readonly record struct Hole(DateTimeOffset From, DateTimeOffset To, long EstimatedEvents)
{
    /// <summary>A bound on what a rate can be taken for; a record that tells more is wrong.</summary>
    private const double MostPerSecond = 1_000_000;

    /// <summary>A hole between two times, milliseconds since the Unix epoch. One that is no time stands where the other does.</summary>
    /// <param name="from">The last that we have.</param>
    /// <param name="to">The first that we have again.</param>
    /// <param name="eventsPerSecond">Over the minute before; what cannot be a rate counts as 0.</param>
    public static Hole Between(long from, long to, double eventsPerSecond)
    {
        to = UpstreamTimes.Milliseconds(to);
        from = UpstreamTimes.Milliseconds(from) is var known and > 0 ? known : to;
        to = Math.Max(from, to);
        var rate = eventsPerSecond is > 0 and <= MostPerSecond ? eventsPerSecond : 0;
        return new Hole(
            DateTimeOffset.FromUnixTimeMilliseconds(from),
            DateTimeOffset.FromUnixTimeMilliseconds(to),
            (long)Math.Round((to - from) / 1000.0 * rate));
    }
}
