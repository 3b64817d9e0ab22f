using System.Globalization;
using System.IO.Compression;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>
/// Takes people out of one frame: envelope, batch and messages are parsed by the generated types, rewritten by rules, and put together again, compressed
/// where they were. The same frame gives the same bytes, so a re-delivery stays one.
/// </summary>
internal sealed class FrameScrubber(Pseudonyms pseudonyms)
{
    private static readonly MessageParser<PushFrame> Frames = PushFrame.Parser.WithDiscardUnknownFields(true);
    private static readonly MessageParser<Response> Responses = Response.Parser.WithDiscardUnknownFields(true);
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal) { "msg", "hb", "close", "ack" };

    private readonly FrameInflater _inflater = new(new FrameOptions());
    private readonly MessageScrubber _messages = new(pseudonyms);

    public long Messages { get; private set; }

    public long OmittedMessages { get; private set; }

    /// <summary>The frame without people; null, and why, when it cannot be taken apart.</summary>
    public byte[]? Scrub(ReadOnlySpan<byte> bytes, out string why)
    {
        why = "";
        if (!FrameReader.TryRead(bytes, out var opened))
        {
            why = nameof(DropReason.BadEnvelope);
            return null;
        }

        try
        {
            var frame = Envelope(Frames.ParseFrom(bytes));
            if (opened.Payload.IsEmpty || opened.Kind is not (FrameKind.Msg or FrameKind.Close))
            {
                return frame.ToByteArray();
            }

            var refused = _inflater.Inflate(opened, out var payload);
            if (refused != DropReason.None)
            {
                why = refused.ToString();
                return null;
            }

            using (payload)
            {
                var batch = Batch(Responses.ParseFrom(payload.Bytes));
                frame.Payload = opened.Gzip ? Compress(batch) : batch.ToByteString();
            }

            return frame.ToByteArray();
        }
        catch (InvalidProtocolBufferException)
        {
            why = nameof(DropReason.BadResponse);
            return null;
        }
    }

    private PushFrame Envelope(PushFrame frame)
    {
        var kept = new PushFrame
        {
            SeqId = frame.SeqId,
            LogId = (ulong)pseudonyms.Id((long)(frame.LogId & long.MaxValue)),
            Service = frame.Service,
            Method = frame.Method,
            PayloadEncoding = frame.PayloadEncoding is "pb" ? "pb" : "",
            PayloadType = Types.Contains(frame.PayloadType) ? frame.PayloadType : "other",
        };
        foreach (var header in frame.Headers)
        {
            if (Header(header.Key, header.Value) is { } value)
            {
                kept.Headers.Add(new PushHeader { Key = header.Key, Value = value });
            }
        }

        return kept;
    }

    private string? Header(string key, string value) => key switch
    {
        "compress_type" when value is "gzip" or "none" or "" => value,
        "im-cursor" or "im-internal_ext" => pseudonyms.Text(value),
        "im-now" or "server_time" when long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out _) => value,
        _ => null,
    };

    private Response Batch(Response batch)
    {
        var kept = new Response
        {
            Cursor = pseudonyms.Text(batch.Cursor),
            FetchInterval = batch.FetchInterval,
            Now = batch.Now,
            InternalExt = pseudonyms.Text(batch.InternalExt),
            FetchType = batch.FetchType,
            HeartbeatDuration = batch.HeartbeatDuration,
            NeedAck = batch.NeedAck,
            HistoryNoMore = batch.HistoryNoMore,
        };
        foreach (var message in batch.Messages)
        {
            if (Item(message) is { } item)
            {
                Messages++;
                kept.Messages.Add(item);
            }
            else
            {
                OmittedMessages++;
            }
        }

        return kept;
    }

    private Message? Item(Message message)
    {
        if (ScrubRules.Parser(message.Method) is not { } parser)
        {
            return null;
        }

        try
        {
            var content = parser.ParseFrom(message.Payload);
            _messages.Scrub(content);
            return new Message
            {
                Method = message.Method,
                Payload = content.ToByteString(),
                MsgId = pseudonyms.Id(message.MsgId),
                MsgType = message.MsgType,
                NeedWrdsStore = message.NeedWrdsStore,
                WrdsVersion = message.WrdsVersion,
                WrdsSubKey = pseudonyms.Text(message.WrdsSubKey),
            };
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static ByteString Compress(Response batch)
    {
        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            batch.WriteTo(gzip);
        }

        return ByteString.CopyFrom(zipped.GetBuffer().AsSpan(0, (int)zipped.Length));
    }
}
