namespace DouyinIngest.Webcast.Recordings;

/// <summary>Times of entries: microseconds since the Unix epoch.</summary>
internal static class RecordingTimes
{
    private static readonly long Least = Of(DateTimeOffset.MinValue);
    private static readonly long Most = Of(DateTimeOffset.MaxValue);

    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>What lies outside the calendar is moved to its end.</summary>
    public static DateTimeOffset At(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(microseconds, Least, Most) * TimeSpan.TicksPerMicrosecond);
}
