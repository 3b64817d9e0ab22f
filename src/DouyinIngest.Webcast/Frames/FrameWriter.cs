namespace DouyinIngest.Webcast.Frames;

/// <summary>Builds the frames that a client sends.</summary>
internal static class FrameWriter
{
    /// <summary>The heartbeat: a PushFrame with nothing but payload_type = "hb" (PROTOCOL 3.4).</summary>
    public static ReadOnlyMemory<byte> Heartbeat { get; } = new byte[] { 0x3a, 0x02, 0x68, 0x62 };

    /// <summary>The ack of one frame: its log_id and internal_ext (PROTOCOL 3.4).</summary>
    public static byte[] Ack(ulong logId, ReadOnlySpan<byte> internalExt)
    {
        var frame = new byte[1 + VarintSize(logId) + AckType.Length + 1 + VarintSize((ulong)internalExt.Length) + internalExt.Length];
        frame[0] = (2 << 3) | (byte)WireReader.VarintType;
        var at = 1 + WriteVarint(frame.AsSpan(1), logId);
        AckType.CopyTo(frame.AsSpan(at));
        at += AckType.Length;
        frame[at++] = (8 << 3) | (byte)WireReader.BytesType;
        at += WriteVarint(frame.AsSpan(at), (ulong)internalExt.Length);
        internalExt.CopyTo(frame.AsSpan(at));
        return frame;
    }

    /// <summary>payload_type = "ack".</summary>
    private static ReadOnlySpan<byte> AckType => [0x3a, 0x03, 0x61, 0x63, 0x6b];

    private static int VarintSize(ulong value)
    {
        var size = 1;
        while ((value >>= 7) != 0)
        {
            size++;
        }

        return size;
    }

    private static int WriteVarint(Span<byte> destination, ulong value)
    {
        var at = 0;
        while (value >= 0x80)
        {
            destination[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        destination[at++] = (byte)value;
        return at;
    }
}
