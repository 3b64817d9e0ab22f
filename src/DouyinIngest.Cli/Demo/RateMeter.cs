namespace DouyinIngest.Cli.Demo;

/// <summary>How fast counters grow, over the last few seconds. Fed once a tick.</summary>
internal sealed class RateMeter<TKey>(TimeSpan window)
    where TKey : notnull
{
    private readonly Dictionary<TKey, Queue<(TimeSpan At, long Count)>> _samples = [];

    /// <summary>Takes a counter's value at a moment and says its rate per second.</summary>
    public double Sample(TKey key, TimeSpan at, long count)
    {
        if (!_samples.TryGetValue(key, out var samples))
        {
            _samples.Add(key, samples = new Queue<(TimeSpan, long)>());
        }

        samples.Enqueue((at, count));
        while (samples.Count > 2 && at - samples.Peek().At > window)
        {
            samples.Dequeue();
        }

        var (since, was) = samples.Peek();
        return at > since ? (count - was) / (at - since).TotalSeconds : 0;
    }
}
