namespace DouyinIngest.Webcast.Frames;

/// <summary>Builds the frames that a client sends.</summary>
internal static class FrameWriter
{
    /// <summary>The heartbeat: a PushFrame with nothing but payload_type = "hb" (PROTOCOL 3.4).</summary>
    public static ReadOnlyMemory<byte> Heartbeat { get; } = new byte[] { 0x3a, 0x02, 0x68, 0x62 };

    /// <summary>The ack of one frame: its log_id and internal_ext (PROTOCOL 3.4).</summary>
    public static byte[] Ack(ulong logId, ReadOnlySpan<byte> internalExt) => throw new NotSupportedException("seam: to be filled");
}
