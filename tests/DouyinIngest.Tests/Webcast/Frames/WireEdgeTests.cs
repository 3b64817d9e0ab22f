using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Tests.Webcast.Frames;

/// <summary>The reader of bytes against the library's own, and the shapes of envelopes that are odd but allowed.</summary>
public sealed class WireEdgeTests
{
    [Theory]
    [InlineData(0ul)]
    [InlineData(127ul)]
    [InlineData(128ul)]
    [InlineData(16_383ul)]
    [InlineData(16_384ul)]
    [InlineData((1ul << 28) - 1)]
    [InlineData(1ul << 35)]
    [InlineData((1ul << 63) - 1)]
    [InlineData(1ul << 63)]
    [InlineData(ulong.MaxValue)]
    public void Varint_OfEveryLength_IsReadAndAtEveryCutRefused(ulong value)
    {
        byte[] bytes = [0x08, .. Wire.Varint(value)];
        var reader = new WireReader(bytes);
        Assert.True(reader.Next());
        Assert.Equal((value, (long)value, (int)value), (reader.Varint, reader.Int64, reader.Int32));
        Assert.False(reader.Next());
        Assert.False(reader.Failed);
        for (var cut = 1; cut < bytes.Length; cut++)
        {
            var half = new WireReader(bytes.AsSpan(0, cut));
            Assert.False(half.Next());
            Assert.True(half.Failed);
        }
    }

    [Theory]
    [InlineData("088000", 0ul)]                     // a zero in two bytes
    [InlineData("0881808080808080808000", 1ul)]     // a one in ten
    public void Varint_LongerThanNeeded_IsRead(string hex, ulong value)
    {
        var reader = new WireReader(Convert.FromHexString(hex));
        Assert.True(reader.Next());
        Assert.Equal(value, reader.Varint);
    }

    [Fact]
    public void Fields_OfTheHighestNumber_AreRead()
    {
        var reader = new WireReader(Wire.Int((1 << 29) - 1, 5));
        Assert.True(reader.Next());
        Assert.Equal(uint.MaxValue - 7, reader.Tag);
    }

    [Fact]
    public void AnyBytes_ThatWeAccept_TheLibraryReadsTheSame()
    {
        // Not the other way round: we refuse groups, and numbers with more bits than there are, which the library takes.
        var random = new Random(17);
        var accepted = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(1, 12)];
            random.NextBytes(bytes);
            var ours = new List<uint>();
            var reader = new WireReader(bytes);
            while (reader.Next())
            {
                ours.Add(reader.Tag);
            }

            if (!reader.Failed)
            {
                accepted++;
                Assert.Equal(Theirs(bytes), ours);
            }
        }

        Assert.InRange(accepted, 500, 10_000);
    }

    [Fact]
    public void Frame_FieldsInAnyOrderAndTwice_LastOneWins()
    {
        var payload = Wire.Gzip([1]);
        Assert.True(FrameReader.TryRead(
            Wire.Join(Wire.Raw(8, [9]), Wire.Text(7, "hb"), Wire.Raw(8, payload), Wire.Header("im-cursor", "a"), Wire.Header("im-cursor", "b"), Wire.Int(2, 4), Wire.Text(7, "msg"), Wire.Int(2, 5)),
            out var frame));
        Assert.Equal((FrameKind.Msg, 5ul, true), (frame.Kind, frame.LogId, frame.Gzip));
        Assert.Equal("b"u8, frame.Cursor);
        Assert.Equal(payload, frame.Payload);
    }

    [Fact]
    public void Frame_Empty_IsOfNoKindAndNoFailure()
    {
        Assert.True(FrameReader.TryRead([], out var frame));
        Assert.Equal((FrameKind.Unknown, 0ul, 0ul, false), (frame.Kind, frame.SeqId, frame.LogId, frame.Gzip));
        Assert.True(frame.Payload.IsEmpty);
    }

    [Fact]
    public void Frame_OtherHeaders_AreIgnored()
    {
        Assert.True(FrameReader.TryRead(Wire.Join(Wire.Header("Im-Cursor", "x"), Wire.Header("", "y"), Wire.Raw(5, []), Wire.Header("im-internal_ext", "e")), out var frame));
        Assert.True(frame.Cursor.IsEmpty);
        Assert.Equal("e"u8, frame.InternalExt);
    }

    [Fact]
    public void Frame_WrongWireTypes_AreUnknownFields()
    {
        Assert.True(FrameReader.TryRead(Wire.Join(Wire.Int(7, 1), Wire.Int(8, 2), Wire.Raw(2, [8]), Wire.Int(5, 3)), out var frame));
        Assert.Equal((FrameKind.Unknown, 0ul), (frame.Kind, frame.LogId));
        Assert.True(frame.Payload.IsEmpty);
    }

    [Fact]
    public void Response_ExactlyTheMostMessages_IsOpened()
    {
        var bytes = Wire.Join([.. Enumerable.Range(1, 5).Select(i => Wire.Message("m", i, []))]);
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(bytes, 5, out var reader));
        Assert.Equal(5, reader.MessageCount);
        for (var i = 1; i <= 5; i++)
        {
            Assert.True(reader.Next(out var message));
            Assert.Equal(i, message.MsgId);
        }

        Assert.False(reader.Next(out _));
        Assert.Equal(DropReason.TooManyMessages, ResponseReader.TryOpen(bytes, 4, out _));
    }

    [Fact]
    public void Response_ManyAndBroken_IsBadWhicheverComesFirst()
    {
        byte[] broken = Wire.Raw(1, [0x0a]);
        Assert.Equal(DropReason.BadResponse, ResponseReader.TryOpen(Wire.Join(broken, Wire.Message("m", 1, []), Wire.Message("m", 2, [])), 1, out _));
        Assert.Equal(DropReason.TooManyMessages, ResponseReader.TryOpen(Wire.Join(Wire.Message("m", 1, []), Wire.Message("m", 2, []), broken), 1, out _));
    }

    [Theory]
    [InlineData(0L, false)]
    [InlineData(1L, true)]
    [InlineData(2L, true)]
    [InlineData(-1L, true)]
    public void Response_NeedAckAndSticky_AreTrueForAnythingButZero(long sent, bool expected)
    {
        var bytes = Wire.Join(Wire.Int(9, sent), Wire.Message("m", 1, [], Wire.Int(6, sent)));
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(bytes, 10, out var reader));
        Assert.True(reader.Next(out var message));
        Assert.Equal((expected, expected), (reader.NeedAck, message.Sticky));
    }

    [Fact]
    public void Response_MessageWithNothingInIt_IsUnknown()
    {
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(Wire.Raw(1, []), 10, out var reader));
        Assert.True(reader.Next(out var message));
        Assert.Equal((MessageKind.Unknown, 0L, false, 0ul), (message.Kind, message.MsgId, message.Sticky, message.WrdsVersion));
        Assert.True(message.Method.IsEmpty && message.Payload.IsEmpty && message.WrdsSubKey.IsEmpty);
    }

    private static List<uint> Theirs(byte[] bytes)
    {
        var tags = new List<uint>();
        var input = new CodedInputStream(bytes);
        while (input.ReadTag() is var tag and not 0)
        {
            input.SkipLastField();
            tags.Add(tag);
        }

        return tags;
    }
}
