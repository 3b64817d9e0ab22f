using System.Diagnostics;
using System.IO.Compression;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Benchmarks.Hostile;

/// <summary>Spoils valid frames at the envelope, inside the gzip, or inside one message, and sends them through the decode path.</summary>
internal static class FrameFuzzer
{
    private static readonly MessageDescriptor[] Types =
    [
        ChatMessage.Descriptor, GiftMessage.Descriptor, LikeMessage.Descriptor, MemberMessage.Descriptor, SocialMessage.Descriptor,
        EmojiChatMessage.Descriptor, ScreenChatMessage.Descriptor, RoomUserSeqMessage.Descriptor, ControlMessage.Descriptor, RoomRankMessage.Descriptor,
    ];

    /// <summary>Tries <paramref name="count"/> mutated frames; the same seed gives the same frames.</summary>
    public static FuzzReport Run(int count, int seed)
    {
        var random = new Random(seed);
        var responses = Enumerable.Range(0, 40).Select(_ => Batch(random)).ToArray();
        var inflater = new FrameInflater(new FrameOptions());
        var events = new RoomEvents(7_300_000_000_000_000_001, new EventOptions());
        var drops = Enum.GetValues<DropReason>().ToDictionary(reason => reason, _ => 0L);
        var failures = new List<string>();
        var longest = TimeSpan.Zero;
        for (var i = 0; i < count && failures.Count < 10; i++)
        {
            var bytes = Spoilt(responses[random.Next(responses.Length)], random);
            var start = Stopwatch.GetTimestamp();
            var cpu = Environment.CpuUsage.TotalTime;
            try
            {
                Decode(bytes, inflater, events, drops, 1_777_000_000_000 + i);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                failures.Add($"frame {i} of seed {seed}: {e.GetType().Name} {e.Message} {e.StackTrace}");
            }

            // Whichever is less: on a busy machine a thread waits for its turn, and other threads of the process work meanwhile.
            var spent = Environment.CpuUsage.TotalTime - cpu;
            var elapsed = Stopwatch.GetElapsedTime(start);
            var took = spent < elapsed ? spent : elapsed;
            longest = took > longest ? took : longest;
        }

        return new FuzzReport(count, drops[DropReason.None], drops, longest, failures);
    }

    private static void Decode(byte[] bytes, FrameInflater inflater, RoomEvents events, Dictionary<DropReason, long> drops, long now)
    {
        if (!FrameReader.TryRead(bytes, out var frame))
        {
            drops[DropReason.BadEnvelope]++;
            return;
        }

        if (frame.Kind != FrameKind.Msg)
        {
            drops[DropReason.UnknownPayloadType]++;
            return;
        }

        var reason = inflater.Inflate(frame, out var payload);
        if (reason != DropReason.None)
        {
            drops[reason]++;
            return;
        }

        using (payload)
        {
            reason = ResponseReader.TryOpen(payload.Bytes, inflater.Options.MaxMessages, out var reader);
            if (reason != DropReason.None)
            {
                drops[reason]++;
                return;
            }

            while (reader.Next(out var message))
            {
                reason = events.TryMap(message, reader.Now, now, inflater.Options.MaxStringBytes, out var view);
                drops[reason]++;
                if (reason == DropReason.None)
                {
                    _ = LiveEvents.From(view);
                }
            }

            while (events.TryCloseIdleCombo(reader.Now, now, out var closed))
            {
                _ = LiveEvents.From(closed);
            }

            events.Forget(now, long.MaxValue);
        }
    }

    private static byte[] Spoilt(Response response, Random random)
    {
        var kind = random.Next(Mutations.Kinds);
        switch (random.Next(3))
        {
            case 0:
                return Mutations.Apply(kind, Envelope(Gzip(response.ToByteArray())), random);
            case 1:
                return Envelope(Gzip(Mutations.Apply(kind, response.ToByteArray(), random)));
            default:
                var copy = response.Clone();
                var message = copy.Messages[random.Next(copy.Messages.Count)];
                message.MsgId = random.NextInt64();
                message.Payload = ByteString.CopyFrom(Mutations.Apply(kind, message.Payload.ToByteArray(), random));
                return Envelope(Gzip(copy.ToByteArray()));
        }
    }

    private static Response Batch(Random random)
    {
        var messages = new RandomMessages(random);
        var response = new Response { Cursor = "t-1777000000000_r-7300000000000000009_d-1_u-1", Now = 1_777_000_000_000, InternalExt = "internal_src:pushserver", NeedAck = true };
        for (var i = random.Next(1, 6); i > 0; i--)
        {
            var type = Types[random.Next(Types.Length)];
            response.Messages.Add(new Message { Method = "Webcast" + type.Name, MsgId = random.NextInt64(), Payload = ByteString.CopyFrom(messages.Bytes(type)) });
        }

        return response;
    }

    private static byte[] Envelope(byte[] payload) => new PushFrame
    {
        SeqId = 1,
        LogId = 803_741_752_050_424_480,
        Service = 8888,
        Method = 8,
        Headers = { new PushHeader { Key = "compress_type", Value = "gzip" }, new PushHeader { Key = "im-cursor", Value = "t-1777000000000_r-7300000000000000009_d-1_u-1" } },
        PayloadEncoding = "pb",
        PayloadType = "msg",
        Payload = ByteString.CopyFrom(payload),
    }.ToByteArray();

    private static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return stream.ToArray();
    }
}
