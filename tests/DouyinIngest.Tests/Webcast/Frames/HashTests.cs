using DouyinIngest.Tests.Corpus;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Tests.Webcast.Frames;

public sealed class HashTests
{
    [Theory]
    [InlineData("", "9e955726f075e4b3")]
    [InlineData("a", "2f50f7aacb7365a5")]
    [InlineData("12345678", "a9e3c4c9b51feaed")]
    [InlineData("WebcastChatMessage", "c6736d4080d6ed87")]
    public void Of_KnownText_IsTheSameForEver(string text, string hash)
    {
        // Ids of events without msg_id are made of it: another number would make them new events for everybody.
        Assert.Equal(hash, Hash64.Of(System.Text.Encoding.UTF8.GetBytes(text)).ToString("x16", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Of_EveryLengthOfZeros_Differs()
        => AssertDistinct(Enumerable.Range(0, 200).Select(n => Hash64.Of(new byte[n])));

    [Fact]
    public void Of_EverySingleBitOfAText_Matters()
    {
        var text = new byte[40];
        AssertDistinct(Enumerable.Range(0, text.Length * 8).Select(bit =>
        {
            var changed = text.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            return Hash64.Of(changed);
        }).Append(Hash64.Of(text)));
    }

    [Fact]
    public void Of_Seed_Matters() => AssertDistinct(Enumerable.Range(0, 1_000).Select(seed => Hash64.Of("text"u8, (ulong)seed)));

    [Fact]
    public void Of_CountingNumbers_SpreadOverTheLowBits()
    {
        // The dedupe window takes the low bits for its slots.
        var slots = Enumerable.Range(0, 4_096).Select(i => Hash64.Of(BitConverter.GetBytes(i)) & 4_095).Distinct().Count();
        Assert.InRange(slots, 2_400, 2_800); // 4,096 × (1 − 1/e) is 2,589
    }

    [Fact]
    public void Mix_OrderAndValues_Matter()
    {
        Assert.NotEqual(Hash64.Mix(1, 2), Hash64.Mix(2, 1));
        AssertDistinct(Enumerable.Range(0, 10_000).Select(i => Hash64.Mix(7, (ulong)i)));
        AssertDistinct(Enumerable.Range(0, 10_000).Select(i => Hash64.Mix((ulong)i, 7)));
    }

    [Fact]
    public void ContentKey_ThousandsOfFrames_NoneLikeAnother()
    {
        var keys = new List<ulong>();
        for (var i = 0; i < 500; i++)
        {
            keys.Add(Key(Wire.Gzip(BitConverter.GetBytes(i)), "cursor"));
            keys.Add(Key(Wire.Gzip(new byte[i + 5]), "cursor"));
            keys.Add(Key(Wire.Gzip("same"u8.ToArray()), $"cursor {i}"));
            keys.Add(Key([.. BitConverter.GetBytes(i), .. new byte[4]], "cursor", "none"));
        }

        AssertDistinct(keys);
    }

    [Fact]
    public void ContentKey_CursorAndContentSwapped_Differ()
        => Assert.NotEqual(Key("a"u8.ToArray(), "b", "none"), Key("b"u8.ToArray(), "a", "none"));

    [Fact]
    public void ContentKey_NoCursor_IsStillOfTheContent()
    {
        Assert.True(FrameReader.TryRead(Wire.Frame([1], "none"), out var one));
        Assert.True(FrameReader.TryRead(Wire.Frame([2], "none"), out var two));
        Assert.NotEqual(one.ContentKey, two.ContentKey);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void ContentKey_GzipTooShortForATrailer_IsHashed(int length)
    {
        Assert.NotEqual(Key(Enumerable.Repeat((byte)1, length).ToArray(), "c"), Key(Enumerable.Repeat((byte)1, length + 1).ToArray(), "c"));
    }

    private static ulong Key(byte[] payload, string cursor, string compress = "gzip")
    {
        Assert.True(FrameReader.TryRead(Wire.Frame(payload, compress, cursor: cursor), out var frame));
        return frame.ContentKey;
    }

    private static void AssertDistinct(IEnumerable<ulong> hashes)
    {
        ulong[] all = [.. hashes];
        Assert.Equal(all.Length, all.Distinct().Count());
    }
}
