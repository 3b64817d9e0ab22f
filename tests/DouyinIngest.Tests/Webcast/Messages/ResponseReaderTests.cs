using System.Text;
using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Messages;

public sealed class ResponseReaderTests
{
    private static readonly byte[] Two = Wire.Join(
        Wire.Message("WebcastChatMessage", 11, [1, 2, 3], Wire.Int(6, 1), Wire.Int(7, 1_777_000_000_000_000_001), Wire.Text(8, "key")),
        Wire.Text(2, "t-1_r-2"),
        Wire.Int(4, 1_777_000_000_456),
        Wire.Message("WebcastNewMessage", -5, []),
        Wire.Text(5, "internal_src:dim"),
        Wire.Int(8, 15),
        Wire.Int(9, 1));

    [Fact]
    public void TryOpen_Batch_HeadIsKnownBeforeTheFirstMessage()
    {
        Assert.Equal(DropReason.None, ResponseReader.TryOpen(Two, 2, out var reader));

        Assert.Equal("t-1_r-2", Encoding.UTF8.GetString(reader.Cursor));
        Assert.Equal("internal_src:dim", Encoding.UTF8.GetString(reader.InternalExt));
        Assert.Equal((1_777_000_000_456, true, 2), (reader.Now, reader.NeedAck, reader.MessageCount));
    }

    [Fact]
    public void Next_Batch_MessagesInOrder()
    {
        ResponseReader.TryOpen(Two, 2, out var reader);

        Assert.True(reader.Next(out var first));
        Assert.Equal((MessageKind.Chat, 11L, true, 1_777_000_000_000_000_001ul), (first.Kind, first.MsgId, first.Sticky, first.WrdsVersion));
        Assert.Equal("key"u8, first.WrdsSubKey);
        Assert.Equal([1, 2, 3], first.Payload.ToArray());
        Assert.Equal("WebcastChatMessage"u8, first.Method);
        Assert.True(reader.Next(out var second));
        Assert.Equal((MessageKind.Unknown, -5L, false), (second.Kind, second.MsgId, second.Sticky));
        Assert.False(reader.Next(out _));
    }

    [Fact]
    public void TryOpen_MoreMessagesThanAllowed_IsTooMany()
        => Assert.Equal(DropReason.TooManyMessages, ResponseReader.TryOpen(Two, 1, out _));

    [Fact]
    public void TryOpen_BrokenAnywhere_YieldsNothingAtAll()
    {
        byte[][] broken = [Two[..^1], [.. Two, 0x0a], [.. Two, .. Wire.Raw(1, [0x0a, 0x05])], [0x1f, 0x8b]];
        foreach (var bytes in broken)
        {
            Assert.Equal(DropReason.BadResponse, ResponseReader.TryOpen(bytes, 10, out var reader));
            Assert.False(reader.Next(out _));
        }
    }

    [Fact]
    public void TryOpen_Empty_IsABatchOfNothing()
    {
        Assert.Equal(DropReason.None, ResponseReader.TryOpen([], 10, out var reader));
        Assert.Equal(0, reader.MessageCount);
        Assert.False(reader.Next(out _));
    }
}
