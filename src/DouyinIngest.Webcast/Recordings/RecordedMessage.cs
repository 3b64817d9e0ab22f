namespace DouyinIngest.Webcast.Recordings;

/// <summary>One frame of a recording, for who plays it in a way of their own.</summary>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="Bytes">The whole message as it came.</param>
public readonly record struct RecordedMessage(DateTimeOffset ReceivedAt, ReadOnlyMemory<byte> Bytes);
