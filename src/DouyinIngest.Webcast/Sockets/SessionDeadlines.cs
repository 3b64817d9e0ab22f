using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// The three clocks of a session and which of them is due next. Pure: times are the age of the session, handed in.
/// Silence counts only between <see cref="BeginWait"/> and the first byte of a message; from then on the message's own deadline rules.
/// </summary>
internal struct SessionDeadlines(TimeSpan heartbeatInterval, TimeSpan messageTimeout)
{
    private TimeSpan _interval = heartbeatInterval;
    private TimeSpan _lastBeat;
    private TimeSpan? _waitingSince;
    private TimeSpan? _messageSince;

    /// <summary>When to look again.</summary>
    public readonly TimeSpan Next => Earliest(_lastBeat + _interval, Earliest(IdleAt, MessageAt));

    private readonly TimeSpan IdleAt => _waitingSince is { } since ? since + (2 * _interval) : TimeSpan.MaxValue;

    private readonly TimeSpan MessageAt => _messageSince is { } since ? since + messageTimeout : TimeSpan.MaxValue;

    /// <summary>A read waits for a message.</summary>
    public void BeginWait(TimeSpan now) => (_waitingSince, _messageSince) = (now, null);

    /// <summary>A message has begun to arrive.</summary>
    public void BeginMessage(TimeSpan now) => (_waitingSince, _messageSince) = (null, now);

    /// <summary>Nobody reads.</summary>
    public void EndRead() => (_waitingSince, _messageSince) = (null, null);

    /// <summary>Changes the interval; the running one is measured anew from the last heartbeat.</summary>
    public void SetInterval(TimeSpan interval) => _interval = interval;

    /// <summary>Why the session must end now, or null.</summary>
    public readonly CloseReason? Expired(TimeSpan now)
    {
        if (now >= MessageAt)
        {
            return CloseReason.MessageTimeout;
        }

        return now >= IdleAt ? CloseReason.IdleTimeout : null;
    }

    /// <summary>Whether a heartbeat is due; if so it counts as sent now.</summary>
    public bool TakeHeartbeat(TimeSpan now)
    {
        if (now < _lastBeat + _interval)
        {
            return false;
        }

        _lastBeat = now;
        return true;
    }

    private static TimeSpan Earliest(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
