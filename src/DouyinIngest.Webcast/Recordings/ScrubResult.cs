namespace DouyinIngest.Webcast.Recordings;

/// <summary>What came of scrubbing a file.</summary>
/// <param name="Counts">Kept and left out.</param>
/// <param name="Bytes">Size of the new file.</param>
/// <param name="Tail">How the old one ended.</param>
/// <param name="TailWords">The same for a person; empty where nothing is wrong.</param>
public sealed record ScrubResult(ScrubCounts Counts, long Bytes, RecordingTail Tail, string TailWords);
