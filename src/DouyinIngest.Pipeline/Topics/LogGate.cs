using System.Collections.Concurrent;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>Lets one line a minute through for each reason, so that trouble by the thousand does not fill the log. Thread-safe.</summary>
internal sealed class LogGate(TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _last = new(StringComparer.Ordinal);

    /// <summary>Whether a line about <paramref name="reason"/>, one of a closed set, may be written now.</summary>
    public bool Opens(string reason)
    {
        long now = time.GetTimestamp();
        if (_last.TryAdd(reason, now))
        {
            return true;
        }

        long last = _last[reason];
        return time.GetElapsedTime(last, now) >= Interval && _last.TryUpdate(reason, now, last);
    }
}
