namespace DouyinIngest.Pipeline.Outbound;

/// <summary>Which line: its offset, and its time by the broker's clock, so that a line of a topic that was made anew is not taken for an old one's.</summary>
/// <param name="Offset">On the outbound topic.</param>
/// <param name="Time">When the broker appended it, milliseconds.</param>
internal readonly record struct LineId(long Offset, long Time);
