namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>Waits for a condition of the world outside, with a deadline.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    /// <summary>Looks every 20 ms; <see cref="TimeoutException"/> with what was awaited once the deadline has passed.</summary>
    public static Task IsTrueAsync(Func<bool> condition, TimeSpan deadline, Func<string>? awaited = null) =>
        IsTrueAsync(() => Task.FromResult(condition()), deadline, awaited);

    /// <inheritdoc cref="IsTrueAsync(Func{bool}, TimeSpan, Func{string}?)"/>
    public static async Task IsTrueAsync(Func<Task<bool>> condition, TimeSpan deadline, Func<string>? awaited = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Interval, TimeProvider.System);
        while (!await condition())
        {
            if (TimeProvider.System.GetElapsedTime(started) > deadline)
            {
                throw new TimeoutException($"not within {deadline.TotalSeconds:0} s: {awaited?.Invoke() ?? "the condition"}");
            }

            await timer.WaitForNextTickAsync();
        }
    }
}
