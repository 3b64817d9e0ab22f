using System.IO.Compression;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Protos.Webcast;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>Frames as an upstream would send them, made by the generated types.</summary>
internal static class Wire
{
    public const long RoomId = 7_300_000_000_000_000_001;

    public static byte[] Heartbeat { get; } = new PushFrame { SeqId = 1, PayloadType = "hb" }.ToByteArray();

    public static byte[] Unknown { get; } = new PushFrame { SeqId = 1, PayloadType = "reconnect" }.ToByteArray();

    public static byte[] Garbage { get; } = [0xff, 0xff, 0xff];

    /// <summary>A msg frame; its cursor is <c>c&lt;log id&gt;</c> and its internal_ext <c>e&lt;log id&gt;</c> unless given.</summary>
    public static byte[] Msg(ulong logId, IEnumerable<Message> messages, string? cursor = null, string? internalExt = null, bool needAck = true, long now = 0)
    {
        var response = new Response { NeedAck = needAck, Now = now, Cursor = "of the response", InternalExt = "of the response" };
        response.Messages.AddRange(messages);
        return Envelope("msg", logId, Gzip(response.ToByteArray()), cursor ?? $"c{logId}", internalExt ?? $"e{logId}");
    }

    public static byte[] Chats(ulong logId, params long[] ids) => Msg(logId, ids.Select(Chat));

    /// <summary>A frame whose envelope is fine and whose payload is no gzip.</summary>
    public static byte[] BadGzip(ulong logId) => Envelope("msg", logId, [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 0, 0], $"c{logId}", $"e{logId}");

    /// <summary>A close frame that carries chats.</summary>
    public static byte[] Close(params long[] ids) => Close(99, ids);

    /// <summary>The same without a log_id: there is nothing that an ack could name.</summary>
    public static byte[] CloseWithoutLogId(params long[] ids) => Close(0, ids);

    private static byte[] Close(ulong logId, long[] ids)
    {
        var response = new Response { NeedAck = true };
        response.Messages.AddRange(ids.Select(Chat));
        return Envelope("close", logId, ids.Length == 0 ? [] : Gzip(response.ToByteArray()), "c99", "e99");
    }

    public static byte[] Ack(ulong logId, string? internalExt = null)
        => new PushFrame { LogId = logId, PayloadType = "ack", Payload = ByteString.CopyFromUtf8(internalExt ?? $"e{logId}") }.ToByteArray();

    public static Message Chat(long id) => Chat(id, "hello");

    public static Message Chat(long id, string content) => Of("WebcastChatMessage", id, new ChatMessage
    {
        Common = new Common { MsgId = id, RoomId = RoomId, Method = "WebcastChatMessage" },
        User = new User { Id = 5, Nickname = "someone" },
        Content = content,
    });

    public static Message Control(long id, int action) => Of("WebcastControlMessage", id, new ControlMessage
    {
        Common = new Common { MsgId = id, RoomId = RoomId, Method = "WebcastControlMessage" },
        Action = action,
    });

    public static Message LongChat(long id, int length) => Of("WebcastChatMessage", id, new ChatMessage
    {
        Common = new Common { MsgId = id, RoomId = RoomId, Method = "WebcastChatMessage" },
        User = new User { Id = 5, Nickname = "someone" },
        Content = new string('x', length),
    });

    public static Message Like(long id) => Of("WebcastLikeMessage", id, new LikeMessage
    {
        Common = new Common { MsgId = id, RoomId = RoomId, Method = "WebcastLikeMessage" },
        User = new User { Id = 5, Nickname = "someone" },
        Count = 3,
    });

    public static Message Enter(long id) => Of("WebcastMemberMessage", id, new MemberMessage
    {
        Common = new Common { MsgId = id, RoomId = RoomId, Method = "WebcastMemberMessage" },
        User = new User { Id = 5, Nickname = "someone" },
        Action = 1,
    });

    /// <summary>One piece of a gift combo: <paramref name="total"/> so far.</summary>
    public static Message Combo(long id, long total, bool end = false, int diamonds = 0) => Of("WebcastGiftMessage", id, new GiftMessage
    {
        Common = new Common { MsgId = id, RoomId = RoomId, Method = "WebcastGiftMessage" },
        User = new User { Id = 5, Nickname = "someone" },
        GiftId = 685,
        GroupId = 7,
        RepeatCount = total,
        RepeatEnd = end ? 1 : 0,
        Gift = new GiftStruct { Id = 685, Combo = true, DiamondCount = diamonds },
    });

    /// <summary>A msg frame that is not compressed, and whose headers are given or absent.</summary>
    public static byte[] Plain(ulong logId, IEnumerable<Message> messages, string? cursor, string? internalExt)
    {
        var response = new Response { NeedAck = true, Cursor = $"r{logId}", InternalExt = $"x{logId}" };
        response.Messages.AddRange(messages);
        var frame = new PushFrame { SeqId = 1, LogId = logId, PayloadType = "msg", Payload = response.ToByteString() };
        if (cursor is not null)
        {
            frame.Headers.Add(new PushHeader { Key = "im-cursor", Value = cursor });
        }

        if (internalExt is not null)
        {
            frame.Headers.Add(new PushHeader { Key = "im-internal_ext", Value = internalExt });
        }

        return frame.ToByteArray();
    }

    public static Message Bad(long id) => new() { Method = "WebcastChatMessage", MsgId = id, Payload = ByteString.CopyFrom(0xff, 0xff) };

    public static Message Strange(long id) => new() { Method = "WebcastNobodyKnows", MsgId = id };

    private static Message Of(string method, long id, IMessage payload) => new() { Method = method, MsgId = id, Payload = payload.ToByteString() };

    private static byte[] Envelope(string type, ulong logId, byte[] payload, string cursor, string internalExt)
    {
        var frame = new PushFrame { SeqId = 1, LogId = logId, PayloadType = type, Payload = ByteString.CopyFrom(payload) };
        frame.Headers.Add(new PushHeader { Key = "compress_type", Value = "gzip" });
        frame.Headers.Add(new PushHeader { Key = "im-cursor", Value = cursor });
        frame.Headers.Add(new PushHeader { Key = "im-internal_ext", Value = internalExt });
        return frame.ToByteArray();
    }

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }
}
