using System.IO.Compression;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Simulator.Truth;
using Google.Protobuf;

namespace DouyinIngest.Simulator.World;

/// <summary>Takes recorded frames apart by the generated types: what the room's viewers are sent, and what it truly says.</summary>
internal static class PlayedFrames
{
    private const int MostBytes = 64 << 20;

    private static readonly Dictionary<string, MessageParser> Parsers =
        ImReflection.Descriptor.MessageTypes.ToDictionary(type => "Webcast" + type.Name, type => type.Parser, StringComparer.Ordinal);

    /// <summary>
    /// The batch that a frame carries, and its payload as it came, compressed or spoilt; null for a frame without one (heartbeat replies, bare closes).
    /// A batch that cannot be read has no messages, and whoever is sent it finds it as unreadable as it was.
    /// </summary>
    public static (Response Batch, byte[] Payload)? Open(ReadOnlyMemory<byte> bytes)
    {
        if (Parse(PushFrame.Parser, bytes.Span) is not { PayloadType: "msg" or "close", Payload.Length: > 0 } frame)
        {
            return null;
        }

        var payload = frame.Payload.ToByteArray();
        var zipped = payload is [0x1f, 0x8b, ..];
        var batch = (zipped ? Inflate(payload) : payload) is { } plain ? Parse(Response.Parser, plain) : null;
        if (batch is null)
        {
            return (new Response(), payload);
        }

        // Here every frame wants an ack: without one it would be sent again for ever.
        if (!batch.NeedAck || !zipped)
        {
            batch.NeedAck = true;
            payload = BatchBuilder.Compress(batch);
        }

        return (batch, payload);
    }

    /// <summary>What a message truly says; kind None when it makes no event.</summary>
    public static EventFacts Facts(Message message, out IMessage? content)
    {
        content = Parsers.TryGetValue(message.Method, out var parser) ? Parse(parser, message.Payload) : null;
        return content is null ? default : FactReader.Read(content);
    }

    private static T? Parse<T>(MessageParser<T> parser, ReadOnlySpan<byte> bytes)
        where T : class, IMessage<T>
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static IMessage? Parse(MessageParser parser, ByteString bytes)
    {
        try
        {
            return parser.ParseFrom(bytes);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static byte[]? Inflate(byte[] zipped)
    {
        using var gzip = new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        var buffer = new byte[64 << 10];
        try
        {
            for (int read; (read = gzip.Read(buffer)) > 0;)
            {
                if (plain.Length + read > MostBytes)
                {
                    return null;
                }

                plain.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            return null;
        }

        return plain.ToArray();
    }
}
