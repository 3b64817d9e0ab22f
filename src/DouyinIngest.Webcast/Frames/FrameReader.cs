namespace DouyinIngest.Webcast.Frames;

/// <summary>Opens the envelope of one WebSocket message.</summary>
internal static class FrameReader
{
    /// <summary>Reads a PushFrame; false when the bytes are none. Never throws, never reads past <paramref name="bytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Frame frame) => throw new NotSupportedException("seam: to be filled");
}
