using System.Text;
using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Tests.Webcast.Frames;

public sealed class FrameReaderTests
{
    private static readonly byte[] Gzip = Wire.Gzip("content"u8.ToArray());

    [Fact]
    public void TryRead_RealShape_EveryFieldIsRead()
    {
        Assert.True(FrameReader.TryRead(Wire.Frame(Gzip, logId: 803741752050424480, cursor: "t-1_r-2_d-1_u-1"), out var frame));

        Assert.Equal((FrameKind.Msg, 16ul, 803741752050424480ul, true), (frame.Kind, frame.SeqId, frame.LogId, frame.Gzip));
        Assert.Equal("t-1_r-2_d-1_u-1", Encoding.UTF8.GetString(frame.Cursor));
        Assert.Equal("internal_src:pushserver|wss_msg_type:r", Encoding.UTF8.GetString(frame.InternalExt));
        Assert.Equal(Gzip, frame.Payload);
    }

    [Theory]
    [InlineData("msg", FrameKind.Msg)]
    [InlineData("hb", FrameKind.Heartbeat)]
    [InlineData("close", FrameKind.Close)]
    [InlineData("reconnect", FrameKind.Unknown)]
    [InlineData("MSG", FrameKind.Unknown)]
    [InlineData("", FrameKind.Unknown)]
    public void TryRead_PayloadType_IsKind(string type, object kind)
    {
        Assert.True(FrameReader.TryRead(Wire.Frame([], type: type), out var frame));

        Assert.Equal((FrameKind)kind, frame.Kind);
    }

    [Theory]
    [InlineData("gzip", true, true)]
    [InlineData("gzip", false, true)]
    [InlineData("none", true, false)]
    [InlineData("", true, false)]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    public void TryRead_Compression_ByHeaderElseByMagic(string? header, bool magic, bool gzip)
    {
        Assert.True(FrameReader.TryRead(Wire.Frame(magic ? Gzip : [0x0a, 0x00], header), out var frame));

        Assert.Equal(gzip, frame.Gzip);
    }

    [Fact]
    public void TryRead_NoPushFrame_IsFalse()
    {
        Assert.False(FrameReader.TryRead("<html>"u8, out _));
        Assert.False(FrameReader.TryRead(Wire.Frame(Gzip).AsSpan()[..^1], out _));
        Assert.False(FrameReader.TryRead(Wire.Join(Wire.Raw(5, [0x0a, 0x7f]), Wire.Text(7, "msg")), out _));
    }

    [Fact]
    public void ContentKey_SameContent_SameWhateverTheEnvelopeSays()
    {
        Assert.Equal(Key(Gzip, "c"), Key(Gzip, "c", logId: 77));
        Assert.NotEqual(Key(Gzip, "c"), Key(Gzip, "d"));
        Assert.NotEqual(Key(Gzip, "c"), Key(Wire.Gzip("kontent"u8.ToArray()), "c"));
        Assert.NotEqual(Key([1, 2, 3], "c", compress: "none"), Key([1, 2, 4], "c", compress: "none"));
    }

    [Fact]
    public void ContentKey_FixedFrame_IsTheSameInEveryProcess()
    {
        Assert.Equal(Key([0x0a, 0x00], "c", compress: "none"), Key([0x0a, 0x00], "c", compress: "none"));
        Assert.Equal(Hash64.Of("stable"u8), Hash64.Of("stable"u8));
        Assert.NotEqual(Hash64.Of([0]), Hash64.Of([0, 0]));
    }

    private static ulong Key(byte[] payload, string cursor, ulong logId = 9, string compress = "gzip")
    {
        Assert.True(FrameReader.TryRead(Wire.Frame(payload, compress, cursor: cursor, logId: logId), out var frame));
        return frame.ContentKey;
    }
}
