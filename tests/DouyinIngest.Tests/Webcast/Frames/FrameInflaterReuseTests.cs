using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Frames;

/// <summary>One decompressor for many members, good and bad in any order, and from several threads at once.</summary>
public sealed class FrameInflaterReuseTests
{
    private readonly FrameInflater _inflater = new(new FrameOptions { MaxInflatedBytes = 256 * 1024, MaxRatio = 50 });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Inflate_GoodAndBadInAnyOrder_EachIsJudgedByItself(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 150; i++)
        {
            var (bytes, content, expected) = Any(random);
            Assert.Equal(expected, Inflate(bytes, out var inflated));
            Assert.Equal(expected == DropReason.None ? content : [], inflated);
        }
    }

    [Fact]
    public async Task Inflate_SeveralThreads_NoneSeesAnothersBytes()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(
            async () =>
            {
                var random = new Random(worker);
                for (var i = 0; i < 40; i++)
                {
                    var (bytes, content, expected) = Any(random);
                    Assert.Equal(expected, Inflate(bytes, out var inflated));
                    Assert.Equal(expected == DropReason.None ? content : [], inflated);
                    await Task.Yield();
                }
            },
            TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void Inflate_LargeThenSmall_HasNothingOfTheLarge()
    {
        foreach (var size in (int[])[200_000, 1, 100_000, 2, 8_191, 8_192, 8_193, 3])
        {
            var content = Noise(size, size);
            Assert.Equal(DropReason.None, Inflate(Wire.Gzip(content), out var inflated));
            Assert.Equal(content, inflated);
        }
    }

    [Fact]
    public void Inflate_PayloadsHeldAtOnce_DoNotShareMemory()
    {
        byte[] one = Wire.Frame(Wire.Gzip(Noise(5_000, 1)));
        byte[] two = Wire.Frame(Wire.Gzip(Noise(5_000, 2)));
        Assert.True(FrameReader.TryRead(one, out var firstFrame));
        Assert.True(FrameReader.TryRead(two, out var secondFrame));
        Assert.Equal(DropReason.None, _inflater.Inflate(firstFrame, out var first));
        Assert.Equal(DropReason.None, _inflater.Inflate(secondFrame, out var second));
        Assert.Equal(Noise(5_000, 1), first.Bytes.ToArray());
        Assert.Equal(Noise(5_000, 2), second.Bytes.ToArray());
        first.Dispose();
        second.Dispose();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    public void Inflate_ShorterThanAnyGzip_IsBadCompression(int length)
        => Assert.Equal(DropReason.BadCompression, Inflate(Wire.Gzip([1, 2, 3])[..length], out _));

    [Fact]
    public void Inflate_EveryByteSpoilt_IsRefusedOrIsTheContentAfterAll()
    {
        // A header's time and system byte carry no content; every other change must be noticed.
        var content = Noise(300, 9);
        var gzip = Wire.Gzip(content);
        for (var i = 0; i < gzip.Length; i++)
        {
            var spoilt = gzip.ToArray();
            spoilt[i] ^= 0x55;
            var reason = Inflate(spoilt, out var inflated);
            if (reason == DropReason.None)
            {
                Assert.InRange(i, 4, 9);
                Assert.Equal(content, inflated);
            }
        }
    }

    private static (byte[] Gzip, byte[] Content, DropReason Expected) Any(Random random)
    {
        var content = Noise(random.Next(1, 30_000), random.Next());
        var gzip = Wire.Gzip(content);
        return random.Next(6) switch
        {
            0 => (gzip[..random.Next(gzip.Length)], content, DropReason.BadCompression),
            1 => ([.. gzip, .. gzip], content, DropReason.BadCompression),
            2 => (Wire.Gzip(new byte[200_000]), content, DropReason.RatioTooHigh),
            3 => (Wire.Gzip(Noise((256 * 1024) + 1, 5)), content, DropReason.InflatedTooLarge),
            _ => (gzip, content, DropReason.None),
        };
    }

    private DropReason Inflate(byte[] payload, out byte[] bytes)
    {
        Assert.True(FrameReader.TryRead(Wire.Frame(payload), out var frame));
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
