using System.IO.Compression;
using DouyinIngest.Protos.Webcast;
using Google.Protobuf;

namespace DouyinIngest.Benchmarks.Scenarios.Upstreams;

/// <summary>Frames as the upstream sends them, made from the generated types alone.</summary>
internal static class UpstreamFrames
{
    /// <summary>A msg frame with these messages; cursor and internal_ext name the frame.</summary>
    public static byte[] Msg(ulong seqId, IEnumerable<Message> messages)
    {
        var response = new Response
        {
            Cursor = $"t-1_r-{seqId}_d-1_u-1_h-1",
            InternalExt = $"internal_src:dim|seq:{seqId}",
            NeedAck = true,
            Now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        response.Messages.AddRange(messages);
        return Raw(seqId, Gzip(response.ToByteArray()), response.Cursor, response.InternalExt);
    }

    /// <summary>A msg frame around payload bytes that may be anything.</summary>
    public static byte[] Raw(ulong seqId, byte[] payload, string cursor, string internalExt) => new PushFrame
    {
        SeqId = seqId,
        LogId = 1000 + seqId,
        Service = 8888,
        Method = 8,
        PayloadEncoding = "pb",
        PayloadType = "msg",
        Payload = ByteString.CopyFrom(payload),
        Headers =
        {
            new PushHeader { Key = "compress_type", Value = "gzip" },
            new PushHeader { Key = "im-cursor", Value = cursor },
            new PushHeader { Key = "im-internal_ext", Value = internalExt },
        },
    }.ToByteArray();

    /// <summary>The answer to a heartbeat.</summary>
    public static byte[] Heartbeat() => new PushFrame { PayloadType = "hb", Service = 8888, Method = 8 }.ToByteArray();

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return buffer.ToArray();
    }

    /// <summary>One item of a batch.</summary>
    public static Message Message(string method, long msgId, IMessage payload) =>
        new() { Method = method, MsgId = msgId, Payload = payload.ToByteString() };
}
