using DouyinIngest.Protos.Webcast;
using DouyinIngest.Simulator.Push;
using DouyinIngest.Simulator.World;
using DouyinIngest.Tests.Simulator.Fakes;

namespace DouyinIngest.Tests.Simulator.Push;

public sealed class PushFramesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(70_000)]
    public void Prefix_WithPayload_IsAWholeFrame(int size)
    {
        var payload = new byte[size];
        payload.AsSpan().Fill(3);
        byte[] bytes = [.. PushFrames.Prefix(Frame(), 16, 1_776_121_373_297, size), .. payload];
        var frame = PushFrame.Parser.ParseFrom(bytes);
        Assert.Equal((16UL, 77UL, 8888, 8, "pb", "msg"), (frame.SeqId, frame.LogId, frame.Service, frame.Method, frame.PayloadEncoding, frame.PayloadType));
        Assert.Equal(payload, frame.Payload.ToByteArray());
        Assert.Equal(
            ["compress_type=gzip", "im-internal_ext=ext", "im-cursor=cur", "im-now=1776121373297", "im-live_cursor=d-1_u-1"],
            frame.Headers.Select(h => $"{h.Key}={h.Value}"));
    }

    [Fact]
    public void Prefix_Uncompressed_DoesNotSayGzip()
        => Assert.DoesNotContain(PushFrame.Parser.ParseFrom([.. PushFrames.Prefix(Frame(), 1, 1, 0, compressed: false)]).Headers, h => h.Key is "compress_type");

    [Fact]
    public void HeartbeatReply_AsCaptured()
    {
        var frame = PushFrame.Parser.ParseFrom(PushFrames.HeartbeatReply(5, 1_776_121_373_297));
        Assert.Equal((5UL, 0UL, "", "hb", 28), (frame.SeqId, frame.LogId, frame.PayloadEncoding, frame.PayloadType, frame.Payload.Length));
        Assert.Equal(["server_time=1776121373297", "compress_type=gzip"], frame.Headers.Select(h => $"{h.Key}={h.Value}"));
        Assert.Empty(Viewer.Open(frame).Messages);
    }

    [Fact]
    public void Close_BareAndWithBody()
    {
        Assert.Equal(("close", 0), Shape(null));
        var batch = BatchBuilder.Build(7_600_000_000_000_000_123, 1, 2, 3, sticky: false, [new Message { MsgId = 4 }]);
        Assert.Equal(("close", batch.Compressed.Length), Shape(batch));

        static (string Type, int Length) Shape(Batch? body)
        {
            var frame = PushFrame.Parser.ParseFrom(PushFrames.Close(1, body));
            return (frame.PayloadType, frame.Payload.Length);
        }
    }

    private static SentFrame Frame() => new(77, BatchBuilder.Build(1, 0, 0, 0, false, []), "ext", "cur");
}
