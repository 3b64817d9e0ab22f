namespace DouyinIngest.Pipeline.Fleet;

/// <summary>A record of the checkpoint topic as it was read.</summary>
/// <param name="Offset">Its offset.</param>
/// <param name="Key">The live id, or a key of ours that begins with <c>_</c>, as bytes.</param>
/// <param name="Value">Null: a tombstone.</param>
internal readonly record struct LogRecord(long Offset, byte[] Key, byte[]? Value);
