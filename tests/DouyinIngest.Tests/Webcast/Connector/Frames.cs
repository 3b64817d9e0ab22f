using System.IO.Compression;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using Google.Protobuf;

namespace DouyinIngest.Tests.Webcast.Connector;

/// <summary>Frames as the upstream sends them, by the generated types.</summary>
internal static class Frames
{
    public static byte[] Chats(ulong logId, string cursor, params IReadOnlyList<long> msgIds)
        => Msg(logId, cursor, [.. msgIds.Select(id => Item("WebcastChatMessage", id, new ChatMessage { Content = $"line {id}" }))]);

    public static byte[] Likes(ulong logId, string cursor, params IReadOnlyList<long> msgIds)
        => Msg(logId, cursor, [.. msgIds.Select(id => Item("WebcastLikeMessage", id, new LikeMessage { Count = 1 }))]);

    public static byte[] Ended(ulong logId) => Msg(logId, "end", Item("WebcastControlMessage", 999, new ControlMessage { Action = 3 }));

    public static byte[] Broken(ulong logId)
    {
        var frame = Envelope(logId, "broken");
        frame.Payload = ByteString.CopyFrom([0x1f, 0x8b, 8, 0, 1, 2, 3]);
        return frame.ToByteArray();
    }

    public static byte[] OfType(string type) => new PushFrame { PayloadType = type }.ToByteArray();

    public static PushFrame Ack(byte[] sent) => PushFrame.Parser.ParseFrom(sent);

    private static byte[] Msg(ulong logId, string cursor, params IReadOnlyList<Message> messages)
    {
        var response = new Response { Cursor = "shared", InternalExt = "shared-ext", NeedAck = true, Now = 1_767_225_600_000 };
        response.Messages.AddRange(messages);
        var frame = Envelope(logId, cursor);
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
        {
            response.WriteTo(gzip);
        }

        frame.Payload = ByteString.CopyFrom(zipped.ToArray());
        return frame.ToByteArray();
    }

    private static PushFrame Envelope(ulong logId, string cursor)
    {
        var frame = new PushFrame { SeqId = logId, LogId = logId, Service = 8888, Method = 8, PayloadEncoding = "pb", PayloadType = "msg" };
        frame.Headers.Add(new PushHeader { Key = "compress_type", Value = "gzip" });
        frame.Headers.Add(new PushHeader { Key = "im-internal_ext", Value = $"ext-{cursor}" });
        frame.Headers.Add(new PushHeader { Key = "im-cursor", Value = cursor });
        return frame;
    }

    private static Message Item(string method, long msgId, IMessage payload)
        => new() { Method = method, MsgId = msgId, Payload = payload.ToByteString() };
}
