using DouyinIngest.Pipeline.Checkpoints;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Tests.Pipeline.Checkpoints;

/// <summary>A run that is cut at a frame, captured, written, read, restored and continued makes the same events as one that was never cut.</summary>
public sealed class CutRunTests
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private const long Start = 1_777_000_000_000;
    private const int Frames = 24;

    private static readonly RoomKey Key = RoomKey.Of("732001", RoomId);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void DedupeAndGifts_CutAtAnyFrame_GoOnAsUncut(int seed)
    {
        var frames = Run(new Random(seed));
        var uncut = new RoomEvents(RoomId, new EventOptions());
        var expected = frames.Select((frame, i) => Play(uncut, frame, i)).ToArray();
        Assert.Contains(expected.SelectMany(static f => f), static line => line.Contains("-combo-", StringComparison.Ordinal));
        Assert.Contains(expected.SelectMany(static f => f), static line => line == nameof(DropReason.Duplicate));
        Assert.Contains(expected.SelectMany(static f => f), static line => line == nameof(DropReason.StaleState));

        for (var cut = 0; cut < frames.Length; cut++)
        {
            var before = new RoomEvents(RoomId, new EventOptions());
            for (var i = 0; i <= cut; i++)
            {
                Assert.Equal(expected[i], Play(before, frames[i], i));
                _ = before.Capture(Start + (i * 1000), CheckpointCodec.MostIds); // captures change nothing
            }

            var after = Handed(before, Start + (cut * 1000));
            for (var i = cut + 1; i < frames.Length; i++)
            {
                Assert.Equal(expected[i], Play(after, frames[i], i));
            }
        }
    }

    [Fact]
    public void Dedupe_WindowAtTakeover_IsNotLost()
    {
        var frames = Run(new Random(9));
        var before = new RoomEvents(RoomId, new EventOptions());
        var published = frames.SelectMany((frame, i) => Play(before, frame, i)).Count(static line => line.StartsWith('{'));
        Assert.True(published > Frames);

        var after = Handed(before, Start + (Frames * 1000));

        Assert.DoesNotContain(frames.SelectMany((frame, i) => Play(after, frame, i)), static line => line.StartsWith('{'));
    }

    private static RoomEvents Handed(RoomEvents events, long time)
    {
        var moment = new CheckpointMoment(RoomId, new ResumePoint("c", "e"), time, time, 1);
        var bytes = CheckpointCodec.Write(moment, events.Capture(time, CheckpointCodec.MostIds), new Counters())!.ToByteArray();
        var record = CheckpointCodec.Read(bytes, out _)!;
        Assert.Equal(0, record.CutIds);
        return new RoomEvents(RoomId, new EventOptions(), CheckpointCodec.StateOf(record), record.Time);
    }

    private static List<string> Play(RoomEvents events, byte[] frame, int number)
    {
        var lines = new List<string>();
        var receivedAt = Start + (number * 1000L);
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(frame, 1000, out var response));
        while (response.Next(out var message))
        {
            var reason = events.TryMap(message, response.Now, receivedAt, 1 << 16, out var view);
            lines.Add(reason == DropReason.None ? Line(view) : reason.ToString());
        }

        while (events.TryCloseIdleCombo(response.Now, receivedAt, out var closed))
        {
            lines.Add(Line(closed));
        }

        events.Forget(receivedAt, long.MaxValue);
        return lines;
    }

    private static string Line(in LiveEventView view) => ProtobufEventWriter.ToMessage(view, Key).ToString();

    private static byte[][] Run(Random random)
    {
        var sent = new List<Message>();
        var frames = new byte[Frames][];
        for (var i = 0; i < frames.Length; i++)
        {
            var response = new Response { Now = Start + (i * 1500) };
            for (var n = random.Next(1, 9); n > 0; n--)
            {
                var message = sent.Count > 0 && random.Next(4) == 0 ? sent[random.Next(sent.Count)] : Any(random, sent.Count + 1);
                sent.Add(message);
                response.Messages.Add(message);
            }

            frames[i] = response.ToByteArray();
        }

        return frames;
    }

    private static Message Any(Random random, int id) => random.Next(5) switch
    {
        0 => Of("WebcastChatMessage", id, new ChatMessage { Common = Common(id), User = Person(random.Next(5)), Content = $"line {id}" }),
        1 => Sticky(random, id),
        _ => Of("WebcastGiftMessage", id, Gift(random, id)),
    };

    private static GiftMessage Gift(Random random, int id)
    {
        var gift = new GiftMessage
        {
            Common = Common(id),
            User = Person(random.Next(3)),
            GiftId = 685 + random.Next(2),
            GroupId = 7 + random.Next(3),
            RepeatCount = random.Next(1, 20),
            RepeatEnd = random.Next(6) == 0 ? 1 : 0,
            Gift = new GiftStruct { Id = 685, Name = "花", DiamondCount = 3, Combo = random.Next(8) != 0 },
        };
        if (random.Next(3) == 0)
        {
            gift.ToUser = Person(9);
        }

        return gift;
    }

    private static Message Sticky(Random random, int id)
    {
        var message = Of("WebcastRoomStatsMessage", id, new RoomStatsMessage { Common = Common(id) });
        message.NeedWrdsStore = true;
        message.WrdsVersion = random.Next(1, 40);
        message.WrdsSubKey = random.Next(2) == 0 ? "" : "sub";
        return message;
    }

    private static Common Common(long id) => new() { MsgId = id, RoomId = RoomId };

    private static User Person(int i) => new() { Id = 50 + i, Nickname = $"观众{i}" };

    private static Message Of(string method, long id, IMessage payload) => new() { Method = method, MsgId = id, Payload = payload.ToByteString() };
}
