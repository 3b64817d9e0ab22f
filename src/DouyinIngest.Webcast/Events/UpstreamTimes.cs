namespace DouyinIngest.Webcast.Events;

/// <summary>When something happened, by the upstream's clock: the best of the times that came with it.</summary>
internal static class UpstreamTimes
{
    /// <summary>Below this a number counts seconds: as milliseconds it would lie in 1973.</summary>
    private const long LeastMilliseconds = 100_000_000_000;

    /// <summary>The last millisecond of the year 9999; a time behind it is none.</summary>
    private const long MostMilliseconds = 253_402_300_799_999;

    /// <summary>Milliseconds since the Unix epoch and where they are from; 0 and None when nothing tells.</summary>
    public static (long Time, EventTimeSource Source) Best(long createTime, long eventTime, long responseNow)
    {
        if (Milliseconds(createTime) is var created and > 0)
        {
            return (created, EventTimeSource.CreateTime);
        }

        if (Milliseconds(eventTime) is var own and > 0)
        {
            return (own, EventTimeSource.EventTime);
        }

        return Milliseconds(responseNow) is var now and > 0 ? (now, EventTimeSource.ResponseNow) : (0, EventTimeSource.None);
    }

    /// <summary>A time as sent, in seconds or milliseconds, as milliseconds; 0 when it is no time.</summary>
    public static long Milliseconds(long sent) => sent switch
    {
        <= 0 or > MostMilliseconds => 0,
        < LeastMilliseconds => sent * 1000,
        _ => sent,
    };
}
