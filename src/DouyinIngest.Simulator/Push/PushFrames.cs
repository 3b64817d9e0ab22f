using System.Globalization;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.World;
using Google.Protobuf;

namespace DouyinIngest.Simulator.Push;

/// <summary>The bytes of server frames. The payload of a msg frame is shared by the room; what stands before it is the connection's.</summary>
internal static class PushFrames
{
    private const int Service = 8888;
    private const int Method = 8;
    private const byte PayloadTag = (8 << 3) | 2;

    private static readonly ByteString EmptyGzip = ByteString.CopyFrom(
        Convert.FromHexString("1f8b08000000000000ff000000ffff010000ffff0000000000000000"));

    /// <summary>Everything of a msg frame before the payload's bytes.</summary>
    public static byte[] Prefix(SentFrame sent, ulong sequence, long now, int payloadLength, bool compressed = true)
    {
        var frame = new PushFrame
        {
            SeqId = sequence,
            LogId = sent.LogId,
            Service = Service,
            Method = Method,
            PayloadEncoding = "pb",
            PayloadType = "msg",
        };
        if (compressed)
        {
            Add(frame, "compress_type", "gzip");
        }

        Add(frame, "im-internal_ext", sent.InternalExt);
        Add(frame, "im-cursor", sent.Cursor);
        Add(frame, "im-now", now.ToString(CultureInfo.InvariantCulture));
        Add(frame, "im-live_cursor", "d-1_u-1");
        var size = frame.CalculateSize();
        var bytes = new byte[size + 1 + CodedOutputStream.ComputeLengthSize(payloadLength)];
        frame.WriteTo(bytes.AsSpan(0, size));
        bytes[size] = PayloadTag;
        var at = size + 1;
        for (var rest = (uint)payloadLength; at < bytes.Length; rest >>= 7)
        {
            bytes[at++] = (byte)(rest >= 0x80 ? rest | 0x80 : rest);
        }

        return bytes;
    }

    /// <summary>A heartbeat reply.</summary>
    public static byte[] HeartbeatReply(ulong sequence, long now)
    {
        var frame = new PushFrame { SeqId = sequence, Service = Service, Method = Method, PayloadType = "hb", Payload = EmptyGzip };
        Add(frame, "server_time", now.ToString(CultureInfo.InvariantCulture));
        Add(frame, "compress_type", "gzip");
        return frame.ToByteArray();
    }

    /// <summary>A request to leave the socket; with the batch's Response as payload, or bare.</summary>
    public static byte[] Close(ulong sequence, Batch? body)
    {
        var frame = new PushFrame { SeqId = sequence, Service = Service, Method = Method, PayloadType = "close" };
        if (body is not null)
        {
            frame.PayloadEncoding = "pb";
            frame.Payload = ByteString.CopyFrom(body.Compressed);
            Add(frame, "compress_type", "gzip");
        }

        return frame.ToByteArray();
    }

    private static void Add(PushFrame frame, string key, string value) => frame.Headers.Add(new PushHeader { Key = key, Value = value });
}
