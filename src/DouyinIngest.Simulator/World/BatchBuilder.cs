using System.Globalization;
using System.IO.Compression;
using DouyinIngest.Protos.Webcast;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>Messages → the Response that all viewers of a room share, serialised and compressed once.</summary>
internal static class BatchBuilder
{
    /// <summary>Makes a batch for <paramref name="position"/> of the room's log; <paramref name="history"/>: who holds no more than it has history to come.</summary>
    public static Batch Build(long roomId, long position, long now, long wrdsVersion, bool sticky, IEnumerable<Message> messages, bool history = false)
    {
        var response = Respond(roomId, position, now, wrdsVersion, sticky, messages, history);
        return new Batch
        {
            Position = position,
            Time = now,
            Count = response.Messages.Count,
            Sticky = sticky,
            WrdsVersion = wrdsVersion,
            Compressed = Compress(response),
            InternalExt = response.InternalExt,
            Cursor = Cursor.Format(roomId, position, now, history),
        };
    }

    private static Response Respond(
        long roomId, long position, long now, long wrdsVersion, bool sticky, IEnumerable<Message> messages, bool history)
    {
        var response = new Response
        {
            Cursor = Cursor.FormatShared(roomId, position, now, history),
            Now = now,
            InternalExt = InternalExt(now - 1000, sticky, wrdsVersion),
            HeartbeatDuration = 15,
            NeedAck = true,
        };
        response.Messages.AddRange(messages);
        return response;
    }

    /// <summary>internal_ext of a frame or Response.</summary>
    public static string InternalExt(long firstRequest, bool sticky, long wrdsVersion) => string.Create(CultureInfo.InvariantCulture,
        $"internal_src:pushserver|first_req_ms:{firstRequest}|wss_msg_type:{(sticky ? "wrds" : "r")}|wrds_v:{wrdsVersion}");

    public static byte[] Compress(IMessage message)
    {
        using var buffer = new MemoryStream();
        using (var gzip = new GZipStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(message.ToByteArray());
        }

        return buffer.ToArray();
    }

    public static Response Open(Batch batch)
    {
        using var gzip = new GZipStream(new MemoryStream(batch.Compressed), CompressionMode.Decompress);
        return Response.Parser.ParseFrom(gzip);
    }
}
