namespace DouyinIngest.Pipeline.Fleet;

/// <summary>
/// Notices that the process was stopped (SIGSTOP, a frozen node, a paused machine) for longer than <see cref="Limit"/>: another may own its rooms
/// by now. Its own ticks tell, by the monotonic clock and by the wall clock, since a paused machine stops the first. Whoever asks before the
/// next tick gets the right answer too.
/// </summary>
internal sealed class SuspensionWatch : IDisposable
{
    /// <summary>A longer stop shuts the gate.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly Action _suspended;
    private readonly ITimer _timer;
    private long _tick;
    private long _wallTicks;
    private int _generation;

    /// <param name="time">The clocks.</param>
    /// <param name="suspended">Called on a timer thread when a stop was noticed; must not wait.</param>
    public SuspensionWatch(TimeProvider time, Action suspended)
    {
        _time = time;
        _suspended = suspended;
        _tick = time.GetTimestamp();
        _wallTicks = time.GetUtcNow().UtcTicks;
        _timer = time.CreateTimer(static s => ((SuspensionWatch)s!).OnTick(), this, Period, Period);
    }

    /// <summary>How many stops there were; what was verified under an older number has to be verified again.</summary>
    public int Generation => Volatile.Read(ref _generation);

    /// <summary>Whether the ticks are recent, so that no stop can have gone unnoticed.</summary>
    public bool IsAwake => !IsLate(_time.GetElapsedTime(Volatile.Read(ref _tick)), _time.GetUtcNow().UtcTicks - Volatile.Read(ref _wallTicks));

    public void Dispose() => _timer.Dispose();

    private void OnTick()
    {
        var late = !IsAwake;
        if (late)
        {
            // Before the ticks are recent again, so that nobody slips through in between.
            Interlocked.Increment(ref _generation);
        }

        Volatile.Write(ref _wallTicks, _time.GetUtcNow().UtcTicks);
        Volatile.Write(ref _tick, _time.GetTimestamp());
        if (late)
        {
            _suspended();
        }
    }

    // A wall clock that is set forward looks like a stop and costs one look at the log; one that is set back does not.
    private static bool IsLate(TimeSpan monotonic, long wallTicks) => monotonic > Limit || wallTicks > Limit.Ticks;
}
