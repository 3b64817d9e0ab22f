using System.IO.Compression;
using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Frames;

public sealed class FrameInflaterTests
{
    private static readonly FrameOptions Small = new() { MaxInflatedBytes = 256 * 1024, MaxRatio = 50 };

    private readonly FrameInflater _inflater = new(Small);

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8192)]
    [InlineData(100_000)]
    [InlineData(256 * 1024)]
    public void Inflate_AnySize_IsTheContent(int size)
    {
        var content = Noise(size, size);

        Assert.Equal(DropReason.None, Inflate(Wire.Gzip(content), out var bytes));
        Assert.Equal(content, bytes);
    }

    [Fact]
    public void Inflate_ManyInARow_OneDecompressorReadsThemAll()
    {
        for (var i = 1; i < 200; i++)
        {
            var content = Noise(i * 37, i);
            Assert.Equal(DropReason.None, Inflate(Wire.Gzip(content), out var bytes));
            Assert.Equal(content, bytes);
        }
    }

    [Fact]
    public void Inflate_AfterEachKindOfFailure_TheNextIsWhole()
    {
        var good = Wire.Gzip(Noise(5000, 1));
        byte[][] spoilt = [good[..^1], good[..^8], good[..2000], [.. good, .. good], [.. good, 1, 2, 3], [.. good[..^8], 0, 0, 0, 0, .. good[^4..]], [0x1f, 0x8b, .. new byte[40]]];
        foreach (var bad in spoilt)
        {
            Assert.Equal(DropReason.BadCompression, Inflate(bad, out _));
            Assert.Equal(DropReason.None, Inflate(good, out var bytes));
            Assert.Equal(Noise(5000, 1), bytes);
        }
    }

    [Fact]
    public void Inflate_HeartbeatReply_IsNothing()
    {
        var nothing = Convert.FromHexString("1f8b08000000000000ff000000ffff010000ffff0000000000000000");

        Assert.Equal(DropReason.None, Inflate(nothing, out var bytes));
        Assert.Empty(bytes);
    }

    [Fact]
    public void Inflate_SizeThatLies_IsBadCompression()
    {
        var gzip = Wire.Gzip(Noise(5000, 1));
        foreach (var lie in new byte[][] { [0, 0, 0, 0], [0x89, 0x13, 0, 0], [0xff, 0xff, 0xff, 0xff] })
        {
            Assert.Equal(DropReason.BadCompression, Inflate([.. gzip[..^4], .. lie], out _));
        }
    }

    [Fact]
    public void Inflate_OneByteAboveTheCap_IsTooLarge()
    {
        Assert.Equal(DropReason.None, Inflate(Wire.Gzip(Noise(256 * 1024, 3)), out _));
        Assert.Equal(DropReason.InflatedTooLarge, Inflate(Wire.Gzip(Noise((256 * 1024) + 1, 3)), out _));
    }

    [Fact]
    public void Inflate_Bomb_IsRefusedByRatio()
    {
        var bomb = Wire.Gzip(new byte[2_000_000]);

        Assert.Equal(DropReason.RatioTooHigh, Inflate(bomb, out _));
        Assert.Equal(DropReason.None, Inflate(Wire.Gzip(new byte[64 * 1024]), out _));
        Assert.Equal(DropReason.RatioTooHigh, Inflate(Wire.Gzip(new byte[(64 * 1024) + 1]), out _));
    }

    [Fact]
    public void Inflate_BombWithSmallClaim_FailsOnTheByteBehindItsClaim()
    {
        var bomb = Wire.Gzip(new byte[20_000_000]);
        bomb[^4] = 10;
        bomb[^3] = bomb[^2] = bomb[^1] = 0;
        var before = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(DropReason.BadCompression, Inflate(bomb, out _));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Inflate_Uncompressed_IsAViewOfTheFrame()
    {
        var plain = new byte[] { 0x0a, 0x00 };

        Assert.Equal(DropReason.None, Inflate(plain, out var bytes, compress: null));
        Assert.Equal(plain, bytes);
        Assert.Equal(DropReason.InflatedTooLarge, Inflate(new byte[(256 * 1024) + 1], out _, compress: null));
    }

    [Fact]
    public void Inflate_Warm_AllocatesNextToNothing()
    {
        var gzip = Wire.Frame(Wire.Gzip(Noise(30_000, 5), CompressionLevel.Fastest));
        Repeat(gzip, 20);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Repeat(gzip, 100);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100 * 300);
    }

    private void Repeat(byte[] bytes, int times)
    {
        for (var i = 0; i < times; i++)
        {
            FrameReader.TryRead(bytes, out var frame);
            _inflater.Inflate(frame, out var payload);
            payload.Dispose();
        }
    }

    private DropReason Inflate(byte[] payload, out byte[] bytes, string? compress = "gzip")
    {
        Assert.True(FrameReader.TryRead(Wire.Frame(payload, compress), out var frame));
        var reason = _inflater.Inflate(frame, out var inflated);
        bytes = inflated.Bytes.ToArray();
        inflated.Dispose();
        return reason;
    }

    private static byte[] Noise(int size, int seed)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }
}
