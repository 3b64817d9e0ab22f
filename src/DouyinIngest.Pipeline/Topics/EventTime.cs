namespace DouyinIngest.Pipeline.Topics;

/// <summary>Which upstream times can be written: a clock far off must not spoil the record that carries it.</summary>
internal static class EventTime
{
    /// <summary>The last millisecond of the year 9999, the end of what RFC 3339 and protobuf's Timestamp can say.</summary>
    public const long Last = 253_402_300_799_999;

    /// <summary>Whether the time is told (not 0) and can be written; else its field is left out.</summary>
    public static bool IsKnown(long unixMilliseconds) => unixMilliseconds is > 0 and <= Last;
}
