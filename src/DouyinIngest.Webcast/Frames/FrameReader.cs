using System.Buffers.Binary;

namespace DouyinIngest.Webcast.Frames;

/// <summary>Opens the envelope of one WebSocket message.</summary>
internal static class FrameReader
{
    /// <summary>Reads a PushFrame; false when the bytes are none. Never throws, never reads past <paramref name="bytes"/>.</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out Frame frame)
    {
        frame = default;
        ulong seqId = 0, logId = 0;
        ReadOnlySpan<byte> payload = default, type = default, compress = default, cursor = default, internalExt = default;
        var hasCompress = false;

        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | WireReader.VarintType:
                    seqId = reader.Varint;
                    break;
                case (2 << 3) | WireReader.VarintType:
                    logId = reader.Varint;
                    break;
                case (5 << 3) | WireReader.BytesType:
                    if (!TryHeader(reader.Bytes, out var key, out var value))
                    {
                        return false;
                    }

                    if (key.SequenceEqual("compress_type"u8))
                    {
                        compress = value;
                        hasCompress = true;
                    }
                    else if (key.SequenceEqual("im-internal_ext"u8))
                    {
                        internalExt = value;
                    }
                    else if (key.SequenceEqual("im-cursor"u8))
                    {
                        cursor = value;
                    }

                    break;
                case (7 << 3) | WireReader.BytesType:
                    type = reader.Bytes;
                    break;
                case (8 << 3) | WireReader.BytesType:
                    payload = reader.Bytes;
                    break;
            }
        }

        if (reader.Failed)
        {
            return false;
        }

        var gzip = hasCompress ? compress.SequenceEqual("gzip"u8) : payload.StartsWith(GzipMagic);
        frame = new Frame
        {
            Kind = KindOf(type),
            SeqId = seqId,
            LogId = logId,
            Payload = payload,
            Gzip = gzip,
            Cursor = cursor,
            InternalExt = internalExt,
            ContentKey = KeyOf(cursor, payload, gzip),
        };
        return true;
    }

    private static ReadOnlySpan<byte> GzipMagic => [0x1f, 0x8b];

    private static FrameKind KindOf(ReadOnlySpan<byte> type)
        => type.SequenceEqual("msg"u8) ? FrameKind.Msg
            : type.SequenceEqual("hb"u8) ? FrameKind.Heartbeat
            : type.SequenceEqual("close"u8) ? FrameKind.Close
            : FrameKind.Unknown;

    private static bool TryHeader(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Tag)
            {
                case (1 << 3) | WireReader.BytesType:
                    key = reader.Bytes;
                    break;
                case (2 << 3) | WireReader.BytesType:
                    value = reader.Bytes;
                    break;
            }
        }

        return !reader.Failed;
    }

    // The trailer of gzip holds the checksum and the size of the content. What is not compressed has none, and is rare: hash all of it.
    private static ulong KeyOf(ReadOnlySpan<byte> cursor, ReadOnlySpan<byte> payload, bool gzip)
    {
        var content = gzip && payload.Length >= 8 ? BinaryPrimitives.ReadUInt64LittleEndian(payload[^8..]) : Hash64.Of(payload);
        return Hash64.Of(cursor) ^ Hash64.Mix((ulong)payload.Length, content);
    }
}
