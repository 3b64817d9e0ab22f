namespace DouyinIngest.Pipeline.Control;

/// <summary>
/// How far a log is read, compared with its end as the broker told it from time to time. Pure; any clock that only grows. Written by one thread,
/// <see cref="Age"/> is for all.
/// </summary>
internal sealed class ReadProgress
{
    private const long Never = long.MinValue;

    private long _end;
    private long _endAsked = Never;
    private long _upToDate = Never;

    /// <summary>All records below it were read.</summary>
    public long Position { get; private set; }

    /// <summary>The log was read up to an end that the broker had told.</summary>
    public bool IsWhole { get; private set; }

    /// <summary>The broker told the end of the log.</summary>
    /// <param name="asked">When it was asked: what was written after that is not known of.</param>
    /// <param name="end">The offset after the last record.</param>
    public void Told(TimeSpan asked, long end)
    {
        // An end that is not reached yet stays the goal: one that always moves on would never be reached.
        if (_endAsked == Never || Position >= end)
        {
            (_end, _endAsked) = (end, asked.Ticks);
        }

        Compare();
    }

    /// <summary>Everything below <paramref name="position"/> was read.</summary>
    public void Reached(long position)
    {
        Position = Math.Max(Position, position);
        Compare();
    }

    /// <summary>Another log stands in the place of the one that was read: nothing of it is read yet. What was known goes on ageing.</summary>
    public void Restart()
    {
        Position = 0;
        _endAsked = Never;
        IsWhole = false;
    }

    /// <summary>Since when the log may hold records that were not read; <see cref="TimeSpan.MaxValue"/>: it was never read to an end.</summary>
    public TimeSpan Age(TimeSpan now)
    {
        var at = Volatile.Read(ref _upToDate);
        return at == Never ? TimeSpan.MaxValue : now - new TimeSpan(at);
    }

    private void Compare()
    {
        if (_endAsked != Never && Position >= _end)
        {
            Volatile.Write(ref _upToDate, _endAsked);
            _endAsked = Never;
            IsWhole = true;
        }
    }
}
