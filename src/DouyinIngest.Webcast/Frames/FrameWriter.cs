using System.Buffers;

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

    /// <summary>
    /// A bare Response (PROTOCOL 5) as the frame that a socket would bring, so that both go the same way from here: payload_type "msg", the Response as it
    /// is, and behind it need_ack, of which the last one counts. The buffer is of the shared pool, and the caller's.
    /// </summary>
    public static byte[] RentAnswer(ulong logId, ReadOnlySpan<byte> response, out int length)
    {
        var payload = (ulong)(response.Length + NeedAck.Length);
        length = 1 + VarintSize(logId) + MsgType.Length + 1 + VarintSize(payload) + (int)payload;
        var frame = ArrayPool<byte>.Shared.Rent(length);
        frame[0] = (2 << 3) | (byte)WireReader.VarintType;
        var at = 1 + WriteVarint(frame.AsSpan(1), logId);
        MsgType.CopyTo(frame.AsSpan(at));
        at += MsgType.Length;
        frame[at++] = (8 << 3) | (byte)WireReader.BytesType;
        at += WriteVarint(frame.AsSpan(at), payload);
        response.CopyTo(frame.AsSpan(at));
        NeedAck.CopyTo(frame.AsSpan(at + response.Length));
        return frame;
    }

    /// <summary>payload_type = "msg".</summary>
    private static ReadOnlySpan<byte> MsgType => [0x3a, 0x03, 0x6d, 0x73, 0x67];

    /// <summary>Response.need_ack = true.</summary>
    private static ReadOnlySpan<byte> NeedAck => [0x48, 0x01];

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
