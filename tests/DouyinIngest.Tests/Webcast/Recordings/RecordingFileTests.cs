using System.Buffers.Binary;
using System.Text;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Recordings;
using Google.Protobuf;

namespace DouyinIngest.Tests.Webcast.Recordings;

/// <summary>The file: what is written is read, and whatever happened to it is told.</summary>
public sealed class RecordingFileTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        RecordingEntry[] entries =
        [
            Start(), new() { Time = 2, Connecting = new SessionConnecting { Resume = true } }, new() { Time = 3, Opened = new SessionOpened() },
            Frame(4, new byte[100_000]), Frame(5, Noise(5000)), Frame(6, []), new() { Time = 7, Closed = new SessionClosed { Reason = "Network" } },
            new() { Time = 8, Refused = new SessionRefused { Reason = "Forbidden", Detail = "HTTP 403" } }, new() { Time = 9, Omitted = new OmittedFrame { Bytes = 9, Why = "x" } }, End(),
        ];
        var reader = new RecordingReader(new MemoryStream(Write(entries)), "x");

        Assert.Equal(entries[1..], All(reader));
        Assert.Equal((RecordingTail.Whole, ""), (reader.Tail, reader.TailWords));
        Assert.Equal(new RecordingInfo("123", 7300000000000000001, DateTimeOffset.UnixEpoch.AddMicroseconds(1), Scrubbed: true, "test"), reader.Info);
    }

    [Fact]
    public void Write_CompressedIsKept_OnlyWhereItIsSmaller()
    {
        Assert.InRange(Write(Start(), Frame(1, new byte[100_000])).Length, 50, 1200);
        Assert.InRange(Write(Start(), Frame(1, Noise(100_000))).Length, 100_000, 100_100);
    }

    [Fact]
    public void Head_IsAsDescribed()
    {
        var bytes = Write(Start());
        Assert.Equal("DYLREC\r\n"u8, bytes.AsSpan(0, 8));
        Assert.Equal([1, 0, 0, 0], bytes[8..12]);
        Assert.Equal(bytes.Length - 20, BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(12)));
        Assert.Equal(0xE3069283, RecordingFormat.Checksum("123456789"u8)); // the check value of CRC-32C
        Assert.Equal(RecordingFormat.Checksum(bytes.AsSpan(20)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16)));
    }

    [Fact]
    public void Read_CutAnywhere_GivesEveryWholeRecord()
    {
        RecordingEntry[] entries = [Start(), Frame(2, Noise(50)), Frame(3, new byte[500])];
        var whole = Write(entries);
        int[] ends = [Write(entries[..1]).Length, Write(entries[..2]).Length, whole.Length];
        for (var length = ends[0]; length <= whole.Length; length++)
        {
            var reader = new RecordingReader(new MemoryStream(whole, 0, length), "x");
            Assert.Equal(entries[1..ends.Count(end => end <= length)], All(reader));
            Assert.Equal(ends.Contains(length) ? RecordingTail.NotEnded : RecordingTail.HalfRecord, reader.Tail);
            Assert.StartsWith("the recorder was cut short", reader.TailWords, StringComparison.Ordinal);
            Assert.Equal(!ends.Contains(length), reader.TailWords.Contains($"at byte {ends.Last(end => end <= length)} is not whole", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Read_ZerosAtTheEnd_AreAPowerCut()
    {
        var reader = new RecordingReader(new MemoryStream([.. Write(Start(), Frame(2, Noise(9))), .. new byte[4096]]), "x");
        Assert.Single(All(reader));
        Assert.Equal(RecordingTail.HalfRecord, reader.Tail);
    }

    [Fact]
    public void Read_ChangedByte_EndsThereAndSaysWhere()
    {
        var first = Write(Start(), Frame(2, Noise(50))).Length;
        var bytes = Write(Start(), Frame(2, Noise(50)), Frame(3, Noise(50)), End());
        bytes[first + 20] ^= 1;
        var reader = new RecordingReader(new MemoryStream(bytes), "x");

        Assert.Equal([Frame(2, Noise(50))], All(reader));
        Assert.Equal(RecordingTail.Damaged, reader.Tail);
        Assert.Equal($"the record at byte {first} is damaged (its checksum does not match); nothing behind it can be read", reader.TailWords);
        Assert.Null(reader.Next());
    }

    [Theory]
    [InlineData(0xffff_ffffu)]
    [InlineData(64u * 1024 * 1024 + 1)]
    public void Read_GiantRecord_IsRefusedByItsClaim(uint length)
    {
        var bytes = Write(Start()).Concat(new byte[8]).ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 8), length);
        var reader = new RecordingReader(new MemoryStream(bytes), "x");

        Assert.Null(reader.Next());
        Assert.Equal(RecordingTail.Damaged, reader.Tail);
        Assert.Contains($"it claims {length} bytes; 1 to 67108864 are possible", reader.TailWords, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_ClaimWithinTheCapButNothingBehind_TakesNoMemoryForIt()
    {
        var bytes = Write(Start()).Concat(new byte[12]).ToArray();
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(bytes.Length - 12), 60 << 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var reader = new RecordingReader(new MemoryStream(bytes), "x");
        Assert.Null(reader.Next());
        Assert.Equal(RecordingTail.HalfRecord, reader.Tail);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
    }

    [Fact]
    public void Read_RecordThatInflatesWithoutEnd_IsRefused()
    {
        using var body = new MemoryStream();
        body.WriteByte((byte)RecordEncoding.Zlib);
        using (var zlib = new System.IO.Compression.ZLibStream(body, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var i = 0; i < 65; i++)
            {
                zlib.Write(new byte[1 << 20]);
            }
        }

        Assert.Equal(RecordingTail.Damaged, Tail(body.ToArray()));
    }

    [Theory]
    [InlineData(new byte[] { 0, 0xff, 0xff })]
    [InlineData(new byte[] { 1, 1, 2, 3 })]
    [InlineData(new byte[] { 9, 8, 1 })]
    public void Read_RecordOfNothingKnown_IsDamaged(byte[] body) => Assert.Equal(RecordingTail.Damaged, Tail(body));

    [Fact]
    public void Read_EntryOfALaterKind_IsPassedOver()
    {
        var later = RecordingEntry.Parser.ParseFrom([8, 5, 0xa2, 0x06, 1, 0]); // field 100
        var reader = new RecordingReader(new MemoryStream(Write(Start(), later, Frame(6, [1]))), "x");
        Assert.Equal([Frame(6, [1])], All(reader));
    }

    public static TheoryData<byte[], string> NoRecordings() => new()
    {
        { [], "x is no recording: it does not begin as one. Recordings are made with 'record'." },
        { Encoding.UTF8.GetBytes("{\"not\": \"ours\"}"), "x is no recording: it does not begin as one. Recordings are made with 'record'." },
        { [.. "DYLREC\n"u8, 1, 0, 0, 0, 0], "x was changed on its way: transferred as text, it seems. Transfer it as a binary file, or packed." },
        { [.. "DYLREC\r\n"u8, 1], "x ends within its head: nothing was recorded." },
        { [.. "DYLREC\r\n"u8, 2, 0, 0, 0], "x is a recording of version 2; this program reads version 1. Take a newer program." },
        { [.. "DYLREC\r\n"u8, 1, 0, 0, 0], "x: the beginning of the recording is missing (the recorder was cut short; every record is whole); take another copy of the file." },
        { Write(Frame(1, [1])), "x: the beginning of the recording is missing; take another copy of the file." },
    };

    [Theory]
    [MemberData(nameof(NoRecordings))]
    public void Read_NoRecordingOfOurs_SaysWhatItIsAndWhatToDo(byte[] bytes, string message)
        => Assert.Equal(message, Assert.Throws<RecordingException>(() => new RecordingReader(new MemoryStream(bytes), "x")).Message);

    [Theory]
    [InlineData(long.MinValue, "0001-01-01T00:00:00.0000000+00:00")]
    [InlineData(long.MaxValue, "9999-12-31T23:59:59.9999990+00:00")]
    [InlineData(1_767_225_600_123_456, "2026-01-01T00:00:00.1234560+00:00")]
    public void Times_AnyNumber_IsATime(long microseconds, string expected) => Assert.Equal(expected, RecordingTimes.At(microseconds).ToString("o"));

    private static RecordingTail Tail(byte[] body)
    {
        var prefix = new byte[8];
        BinaryPrimitives.WriteInt32LittleEndian(prefix, body.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(prefix.AsSpan(4), RecordingFormat.Checksum(body));
        var reader = new RecordingReader(new MemoryStream([.. Write(Start()), .. prefix, .. body]), "x");
        Assert.Null(reader.Next());
        return reader.Tail;
    }

    private static byte[] Write(params RecordingEntry[] entries)
    {
        using var stream = new MemoryStream();
        var writer = new RecordingWriter(stream);
        foreach (var entry in entries)
        {
            writer.Write(entry);
        }

        Assert.Equal(stream.Length, writer.Bytes);
        return stream.ToArray();
    }

    private static List<RecordingEntry> All(RecordingReader reader)
    {
        var all = new List<RecordingEntry>();
        while (reader.Next() is { } entry)
        {
            all.Add(entry);
        }

        return all;
    }

    private static RecordingEntry Start()
        => new() { Time = 1, Start = new RecordingStart { LiveId = "123", RoomId = 7300000000000000001, Program = "test", Scrubbed = true } };

    private static RecordingEntry Frame(long time, byte[] bytes) => new() { Time = time, Frame = new RecordedFrame { Data = ByteString.CopyFrom(bytes) } };

    private static RecordingEntry End() => new() { Time = 10, End = new RecordingEnd() };

    private static byte[] Noise(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        return bytes;
    }
}
