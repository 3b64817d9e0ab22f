using System.IO.Compression;
using System.Text;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Protos.Webcast;
using DouyinIngest.Protos.Webcast.Data;
using DouyinIngest.Protos.Webcast.Im;
using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Recordings;
using DouyinIngest.Webcast.Sockets;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace DouyinIngest.Tests.Webcast.Recordings;

/// <summary>Every text and every id of people is planted, in every field there is; none of them is found again in what a scrubbed file inflates to.</summary>
public sealed class ScrubTests : IDisposable
{
    private const long PlantedId = 7_123_456_789_012_345_678;
    private const string PlantedText = "Planted";

    private static readonly string[] Methods =
        ["ChatMessage", "EmojiChatMessage", "ScreenChatMessage", "PrivilegeScreenChatMessage", "AudioChatMessage", "GiftMessage", "LikeMessage", "MemberMessage", "SocialMessage", "RoomUserSeqMessage", "RoomStatsMessage", "ControlMessage"];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private readonly Pseudonyms _pseudonyms = new();

    /// <summary>Fills every field of a message, down to a depth: texts and bytes with planted words, numbers of 64 bits with the planted id.</summary>
    [Fact]
    public void Scrub_EverythingPlanted_NothingIsFoundAgain()
    {
        var frame = Frame([.. Methods.Select((method, i) => Item(method, i + 1, Filled(ImReflection.Descriptor.MessageTypes.Single(type => type.Name == method), 4)))]);
        var original = Whole(frame.ToByteArray());
        Assert.True(Count(original, Encoding.UTF8.GetBytes(PlantedText)) > 1000);

        var scrubbed = new FrameScrubber(_pseudonyms).Scrub(frame.ToByteArray(), out var why);

        Assert.Equal("", why);
        var whole = Whole(scrubbed!);
        Assert.Equal(0, Count(whole, Encoding.UTF8.GetBytes(PlantedText)));
        Assert.Equal(0, Count(whole, Wire.Varint(PlantedId)));
        Assert.Equal(0, Count(whole, Encoding.UTF8.GetBytes($"{PlantedId}")));
        Assert.Equal(0, Count(whole, BitConverter.GetBytes(PlantedId)));
        Assert.Equal(Methods.Length, Response(scrubbed!).Messages.Count);
    }

    [Fact]
    public void Scrub_Chat_KeepsItsShapeAndItsNumbers()
    {
        var chat = new ChatMessage
        {
            Common = new Common { MsgId = 55, RoomId = PlantedId, CreateTime = 1_767_225_600_000, RoomIdStr = $"{PlantedId}" },
            User = new User
            {
                Id = PlantedId, Nickname = "小***", DesensitizedNickname = "小***", SecUid = "MS4w", PayGrade = new User.Types.PayGrade { Level = 17 }, City = "x",
                FansClub = new User.Types.FansClub { Data = new User.Types.FansClub.Types.FansClubData { ClubName = "小灯牌", Level = 5 } },
            },
            Content = "主播好",
            ChatBy = 9,
        };
        var scrubbed = new FrameScrubber(_pseudonyms).Scrub(Frame([Item("ChatMessage", 55, chat)]).ToByteArray(), out _)!;
        var message = Assert.Single(Response(scrubbed).Messages);
        var after = ChatMessage.Parser.ParseFrom(message.Payload);

        Assert.Equal((_pseudonyms.Id(55), _pseudonyms.Id(55), 1_767_225_600_000), (message.MsgId, after.Common.MsgId, after.Common.CreateTime));
        Assert.Equal((_pseudonyms.Id(PlantedId), $"{_pseudonyms.Id(PlantedId)}"), (after.Common.RoomId, after.Common.RoomIdStr));
        Assert.Equal((_pseudonyms.Id(PlantedId), 17, 5, ""), (after.User.Id, after.User.PayGrade.Level, after.User.FansClub.Data.Level, after.User.City));
        Assert.Equal(after.User.Nickname, after.User.DesensitizedNickname);
        Assert.EndsWith("***", after.User.Nickname, StringComparison.Ordinal);
        Assert.Equal((9, 9, 9), (after.ChatBy, after.Content.Length, after.User.FansClub.Data.ClubName.Length));
    }

    [Fact]
    public void Scrub_Envelope_KeepsWhatFramesAreToldBy()
    {
        var frame = Frame([Item("LikeMessage", 1, new LikeMessage { Count = 3 })]);
        frame.Headers.Add(new PushHeader { Key = "im-now", Value = "1767225600000" });
        frame.Headers.Add(new PushHeader { Key = "im-live_cursor", Value = PlantedText });
        frame.Headers.Add(new PushHeader { Key = PlantedText, Value = "1" });
        frame.LogIdNew = PlantedText;
        var scrubber = new FrameScrubber(_pseudonyms);
        var scrubbed = scrubber.Scrub(frame.ToByteArray(), out _)!;
        var after = PushFrame.Parser.ParseFrom(scrubbed);

        Assert.Equal(scrubbed, scrubber.Scrub(frame.ToByteArray(), out _));
        Assert.Equal((16UL, (ulong)_pseudonyms.Id(9), 8888, 8, "pb", "msg", ""), (after.SeqId, after.LogId, after.Service, after.Method, after.PayloadEncoding, after.PayloadType, after.LogIdNew));
        Assert.Equal(["compress_type=gzip", $"im-cursor={_pseudonyms.Text("c-Planted")}", "im-now=1767225600000"], after.Headers.Select(h => $"{h.Key}={h.Value}"));
        Assert.Equal([0x1f, 0x8b], after.Payload.ToByteArray()[..2]);
    }

    [Fact]
    public void Scrub_NotCompressed_StaysSo()
    {
        var frame = Frame([Item("LikeMessage", 1, new LikeMessage { Count = 3 })], gzip: false);
        var after = PushFrame.Parser.ParseFrom(new FrameScrubber(_pseudonyms).Scrub(frame.ToByteArray(), out _));
        Assert.Single(Protos.Webcast.Response.Parser.ParseFrom(after.Payload).Messages);
    }

    public static TheoryData<byte[], string> Broken() => new()
    {
        { [0x0a, 0x7f], "BadEnvelope" },
        { Wire.Frame([0x1f, 0x8b, 1, 2, 3]), "BadCompression" },
        { Wire.Frame(Wire.Gzip([0x0a, 0x7f])), "BadResponse" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Scrub_CannotBeTakenApart_IsLeftOutAndSaysWhy(byte[] bytes, string expected)
    {
        Assert.Null(new FrameScrubber(_pseudonyms).Scrub(bytes, out var why));
        Assert.Equal(expected, why);
    }

    [Fact]
    public void Scrub_MessagesOfOtherMethodsAndBrokenOnes_AreLeftOutAndCounted()
    {
        var scrubber = new FrameScrubber(_pseudonyms);
        var frame = Frame([
            Item("LikeMessage", 1, new LikeMessage()),
            Item("RoomMessage", 2, new RoomMessage { Content = PlantedText }),
            new Message { Method = "Webcast" + PlantedText, Payload = ByteString.CopyFromUtf8(PlantedText) },
            new Message { Method = "WebcastChatMessage", Payload = ByteString.CopyFrom(0x0a, 0x7f) }]);
        var scrubbed = scrubber.Scrub(frame.ToByteArray(), out _)!;

        Assert.Equal((1, 3), (scrubber.Messages, scrubber.OmittedMessages));
        Assert.Equal(0, Count(Whole(scrubbed), Encoding.UTF8.GetBytes(PlantedText)));
    }

    [Theory]
    [InlineData("hb", "hb")]
    [InlineData("close", "close")]
    [InlineData(PlantedText, "other")]
    public void Scrub_FramesWithoutABatch_KeepTheirTypeAlone(string type, string expected)
    {
        var frame = new PushFrame { PayloadType = type, Payload = type == "close" ? ByteString.Empty : ByteString.CopyFromUtf8(PlantedText) };
        var after = PushFrame.Parser.ParseFrom(new FrameScrubber(_pseudonyms).Scrub(frame.ToByteArray(), out _));
        Assert.Equal((expected, 0), (after.PayloadType, after.Payload.Length));
    }

    [Fact]
    public void Entries_OfEveryKind_CarryNothingOfPeople()
    {
        var scrubber = new EntryScrubber(_pseudonyms);
        RecordingEntry[] entries =
        [
            new() { Time = 1, Start = new RecordingStart { LiveId = "123456789", RoomId = PlantedId, Program = PlantedText, Transport = PlantedText, MaxRetries = 5 } },
            new() { Time = 2, Refused = new SessionRefused { Reason = "Forbidden", Detail = PlantedText } },
            new() { Time = 3, Refused = new SessionRefused { Reason = PlantedText } },
            new() { Time = 4, Closed = new SessionClosed { Reason = PlantedText } },
            new() { Time = 5, Closed = new SessionClosed() },
            new() { Time = 6, Omitted = new OmittedFrame { Bytes = 5, Why = PlantedText } },
            new() { Time = 7, Frame = new RecordedFrame { Data = ByteString.CopyFromUtf8("\u000a\u007f" + PlantedText) } },
            new() { Time = 8, Connecting = new SessionConnecting { Resume = true } },
            new() { Time = 9, Opened = new SessionOpened() },
            new() { Time = 10, End = new RecordingEnd { Why = PlantedText } },
        ];
        var after = entries.Select(scrubber.Scrub).ToList();

        Assert.Equal(entries.Select(e => (e.Time, e.WhatCase == RecordingEntry.WhatOneofCase.Frame ? RecordingEntry.WhatOneofCase.Omitted : e.WhatCase)), after.Select(e => (e.Time, e.WhatCase)));
        Assert.All(after, entry => Assert.Equal(0, Count(entry.ToByteArray(), Encoding.UTF8.GetBytes(PlantedText))));
        Assert.Equal((true, _pseudonyms.Id(PlantedId), $"{_pseudonyms.Id(123456789)}"), (after[0].Start.Scrubbed, after[0].Start.RoomId, after[0].Start.LiveId));
        Assert.Equal(["Forbidden", "UpstreamError", "UpstreamError", ""], [after[1].Refused.Reason, after[2].Refused.Reason, after[3].Closed.Reason, after[4].Closed.Reason]);
        Assert.Equal(9, after[6].Omitted.Bytes);
        Assert.Equal(new ScrubCounts(0, 1, 0, 0), scrubber.Counts);
    }

    /// <summary>Both ways to a scrubbed file: while recording, and afterwards; a cut recording too.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Files_Scrubbed_HoldNothingPlanted(bool atOnce)
    {
        var (raw, scrubbed) = (Path.Combine(_folder.FullName, "raw"), Path.Combine(_folder.FullName, "scrubbed"));
        var frame = Frame([Item("ChatMessage", 1, Filled(ChatMessage.Descriptor, 3))]).ToByteArray();
        using (var recorder = RoomRecorder.Create(atOnce ? scrubbed : raw, new RoomRecorderOptions { Scrub = atOnce }))
        {
            recorder.Begin(new SessionTarget("123456789", PlantedId), 5);
            recorder.Opened();
            recorder.Frame(frame, DateTimeOffset.UnixEpoch);
            Assert.Equal(atOnce ? new ScrubCounts(1, 0, 1, 0) : null, recorder.Scrubbed);
        }

        if (!atOnce)
        {
            File.AppendAllText(raw, "half a record");
            var result = RecordingScrubber.Scrub(raw, scrubbed);
            Assert.Equal((new ScrubCounts(1, 0, 1, 0), RecordingTail.Damaged), (result.Counts, result.Tail));
            Assert.Equal(new FileInfo(scrubbed).Length, result.Bytes);
            Assert.Throws<IOException>(() => RecordingScrubber.Scrub(raw, scrubbed));
        }

        using var replay = RoomReplay.Open(scrubbed);
        Assert.True(replay.Info.Scrubbed);
        Assert.NotEqual(PlantedId, replay.Info.RoomId);
        var bytes = Whole(Assert.Single(replay.ReadFrames()).Bytes.ToArray());
        Assert.Equal(0, Count(bytes, Encoding.UTF8.GetBytes(PlantedText)) + Count(bytes, Wire.Varint(PlantedId)));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(scrubbed));
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static PushFrame Frame(Message[] messages, bool gzip = true)
    {
        var response = new Response { Cursor = PlantedText, InternalExt = $"wss_push_did:{PlantedId}", PushServer = PlantedText, LiveCursor = PlantedText, NeedAck = true, Now = 1_767_225_600_000 };
        response.RouteParams.Add(PlantedText, PlantedText);
        response.Messages.AddRange(messages);
        var payload = gzip ? Wire.Gzip(response.ToByteArray()) : response.ToByteArray();
        var frame = new PushFrame { SeqId = 16, LogId = 9, Service = 8888, Method = 8, PayloadEncoding = "pb", PayloadType = "msg", Payload = ByteString.CopyFrom(payload) };
        frame.Headers.Add(new PushHeader { Key = "compress_type", Value = gzip ? "gzip" : "" });
        frame.Headers.Add(new PushHeader { Key = "im-cursor", Value = "c-" + PlantedText });
        return frame;
    }

    private static Message Item(string name, long msgId, IMessage content)
    {
        var message = new Message { Method = "Webcast" + name, MsgId = msgId, Payload = content.ToByteString(), WrdsSubKey = PlantedText };
        message.MessageExtra.Add(PlantedText, PlantedText);
        return message;
    }

    private static IMessage Filled(MessageDescriptor type, int depth)
    {
        var message = type.Parser.ParseFrom(ByteString.Empty);
        foreach (var field in type.Fields.InDeclarationOrder())
        {
            if (Value(field, depth) is not { } value)
            {
                continue;
            }

            if (field.IsMap)
            {
                ((System.Collections.IDictionary)field.Accessor.GetValue(message)).Add(Value(field.MessageType.FindFieldByNumber(1), depth)!, Value(field.MessageType.FindFieldByNumber(2), depth)!);
            }
            else if (field.IsRepeated)
            {
                ((System.Collections.IList)field.Accessor.GetValue(message)).Add(value);
            }
            else
            {
                field.Accessor.SetValue(message, value);
            }
        }

        // What a later version of the upstream adds.
        return type.Parser.ParseFrom((byte[])[.. message.ToByteArray(), .. Wire.Text(900_000, PlantedText), .. Wire.Int(900_001, PlantedId)]);
    }

    private static object? Value(FieldDescriptor field, int depth)
    {
        // What is kept as it is, is what no person is told by.
        var kept = ScrubRules.Of(field) is ScrubRule.Keep;
        return field switch
        {
            { IsMap: true } => Value(field.MessageType.FindFieldByNumber(2), depth) is null ? null : "",
            { FieldType: FieldType.Message } => depth > 0 ? Filled(field.MessageType, depth - 1) : null,
            { FieldType: FieldType.String } => kept ? "a gift" : PlantedText + field.FullName,
            { FieldType: FieldType.Bytes } => ByteString.CopyFromUtf8(PlantedText),
            { FieldType: FieldType.Int64 } => kept ? 3L : PlantedId,
            { FieldType: FieldType.Int32 } => 1,
            { FieldType: FieldType.Bool } => true,
            { FieldType: FieldType.Float } => 1f,
            _ => null,
        };
    }

    private static Response Response(byte[] frame)
    {
        using var gzip = new GZipStream(new MemoryStream(PushFrame.Parser.ParseFrom(frame).Payload.ToByteArray()), CompressionMode.Decompress);
        return Protos.Webcast.Response.Parser.ParseFrom(gzip);
    }

    /// <summary>The envelope, and its payload inflated.</summary>
    private static byte[] Whole(byte[] frame) => [.. frame, .. Response(frame).ToByteArray()];

    private static int Count(byte[] haystack, byte[] needle)
    {
        var count = 0;
        for (var at = 0; haystack.AsSpan(at).IndexOf(needle) is var found and >= 0; at += found + 1)
        {
            count++;
        }

        return count;
    }
}
