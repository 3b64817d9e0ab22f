namespace DouyinIngest.Webcast.Signing;

/// <summary>A token bucket: hands out starts at a pace, with a second's worth at once. Thread-safe; first come, first served.</summary>
internal sealed class SignPacer
{
    private readonly TimeProvider _time;
    private readonly long _interval;
    private readonly long _burst;
    private readonly Lock _gate = new();
    private long _next;

    public SignPacer(double perSecond, TimeProvider time)
    {
        _time = time;
        _interval = (long)(time.TimestampFrequency / perSecond);

        // The first start needs no token, so a second's worth is one less than the pace.
        _burst = Math.Max(0, time.TimestampFrequency - _interval);
        _next = time.GetTimestamp() - _burst;
    }

    /// <summary>Takes the next start and says how long to wait for it. A caller that gives up has used its start all the same.</summary>
    public TimeSpan Reserve()
    {
        lock (_gate)
        {
            var now = _time.GetTimestamp();
            var start = Math.Max(_next, now - _burst);
            _next = start + _interval;
            return start <= now ? TimeSpan.Zero : _time.GetElapsedTime(now, start);
        }
    }

    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var delay = Reserve();
        return delay == TimeSpan.Zero ? Task.CompletedTask : Task.Delay(delay, _time, cancellationToken);
    }
}
