namespace DouyinIngest.Pipeline.Checkpoints;

/// <summary>
/// When a room's state is captured: at the first frame of a broadcast or of a connect without cursor, then 200 events or 10 seconds after the
/// last time, whichever is first. Pure: the frames bring the time with them.
/// </summary>
internal sealed class CheckpointSchedule
{
    public const int Events = 200;

    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private bool _first = true;
    private int _events;
    private DateTimeOffset _last;

    /// <summary>What comes next is a beginning: the next frame is due.</summary>
    public void Begin() => _first = true;

    /// <summary>A frame of so many events was read; says whether a checkpoint is due with it.</summary>
    public bool IsDue(int events, DateTimeOffset receivedAt)
    {
        _events += events;
        
        // The wall clock: one that was set back must not put the next checkpoint off.
        return _first || _events >= Events || (receivedAt - _last).Duration() >= Interval;
    }

    /// <summary>It was captured.</summary>
    public void Captured(DateTimeOffset receivedAt)
    {
        _first = false;
        _events = 0;
        _last = receivedAt;
    }
}
