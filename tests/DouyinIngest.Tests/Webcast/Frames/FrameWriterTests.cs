using DouyinIngest.Protos.Webcast;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Tests.Webcast.Frames;

public sealed class FrameWriterTests
{
    [Theory]
    [InlineData(0ul, 0)]
    [InlineData(803741752050424480ul, 92)]
    [InlineData(ulong.MaxValue, 500)]
    public void Ack_AnyNumber_IsPushFrameOfLogIdTypeAndExt(ulong logId, int length)
    {
        var ext = new byte[length];
        Array.Fill(ext, (byte)'e');

        var frame = PushFrame.Parser.ParseFrom(FrameWriter.Ack(logId, ext));

        Assert.Equal(new PushFrame { LogId = logId, PayloadType = "ack", Payload = Google.Protobuf.ByteString.CopyFrom(ext) }, frame);
    }

    [Fact]
    public void Ack_Short_IsTheBytesOfTheCapture()
        => Assert.Equal("1005" + "3a0361636b" + "42026162", Convert.ToHexStringLower(FrameWriter.Ack(5, "ab"u8)));

    [Fact]
    public void Heartbeat_IsFourBytes() => Assert.Equal("3a026862", Convert.ToHexStringLower(FrameWriter.Heartbeat.Span));
}
