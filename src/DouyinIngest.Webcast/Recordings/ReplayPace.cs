namespace DouyinIngest.Webcast.Recordings;

/// <summary>When what was recorded is due again. Measured from the first wait, so that waits do not add up their inaccuracy.</summary>
/// <param name="origin">The recording's first time, microseconds.</param>
/// <param name="speed">How many times as fast; 0: nothing waits.</param>
/// <param name="time">The clock.</param>
internal sealed class ReplayPace(long origin, double speed, TimeProvider time)
{
    /// <summary>A file may claim any time; no single wait is longer than this.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private long? _started;

    public ValueTask WaitAsync(long at, CancellationToken stoppingToken)
    {
        var started = _started ??= time.GetTimestamp();
        var wait = Wait(at, time.GetElapsedTime(started));
        return wait > TimeSpan.Zero ? new ValueTask(Task.Delay(wait, time, stoppingToken)) : ValueTask.CompletedTask;
    }

    /// <summary>How long to wait for what was recorded at a time, so long after the replay began.</summary>
    internal TimeSpan Wait(long at, TimeSpan elapsed)
    {
        if (speed == 0)
        {
            return TimeSpan.Zero;
        }

        var due = ((double)at - origin) / speed * TimeSpan.TicksPerMicrosecond;
        return TimeSpan.FromTicks((long)Math.Clamp(due - elapsed.Ticks, 0, Longest.Ticks));
    }
}
