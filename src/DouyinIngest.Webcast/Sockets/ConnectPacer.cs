namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// The token bucket that all rooms share when they open sockets. Each call takes the next free place in line; so many places a second
/// come free, and up to <paramref name="burst"/> may be saved up.
/// </summary>
internal sealed class ConnectPacer(int perSecond, int burst, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _started = time.GetTimestamp();
    private readonly TimeSpan _step = TimeSpan.FromSeconds(1) / perSecond;
    private TimeSpan _line = -(TimeSpan.FromSeconds(1) / perSecond * burst);

    /// <summary>Waits for a place. One that is given up by cancellation is lost.</summary>
    public Task WaitAsync(CancellationToken stoppingToken)
    {
        var wait = Take(time.GetElapsedTime(_started));
        return wait > TimeSpan.Zero ? Task.Delay(wait, time, stoppingToken) : Task.CompletedTask;
    }

    /// <summary>Takes a place and says how far off it is.</summary>
    internal TimeSpan Take(TimeSpan now)
    {
        lock (_gate)
        {
            var earliest = now - (_step * burst);
            _line = (_line < earliest ? earliest : _line) + _step;
            return _line > now ? _line - now : TimeSpan.Zero;
        }
    }
}
