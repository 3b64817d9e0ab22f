using System.Globalization;
using System.Text;
using System.Text.Json;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Topics;

public sealed class Utf8JsonTests
{
    private delegate void Writing(ref Utf8Json json);

    [Fact]
    public void Text_EveryControlCharacter_IsEscapedAndReadBack()
    {
        for (int c = 0; c < 0x20; c++)
        {
            string json = Text([(byte)c]);
            string expected = c switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => "\\u00" + c.ToString("x2", CultureInfo.InvariantCulture),
            };
            Assert.Equal($"\"{expected}\"", json);
            Assert.Equal(((char)c).ToString(), JsonSerializer.Deserialize<string>(json));
        }
    }

    [Fact]
    public void Text_EveryOtherAsciiCharacter_StaysButQuoteAndBackslash()
    {
        for (int c = 0x20; c < 0x80; c++)
        {
            string expected = c is '"' or '\\' ? "\\" + (char)c : ((char)c).ToString();
            Assert.Equal($"\"{expected}\"", Text([(byte)c]));
        }
    }

    [Fact]
    public void Text_EscapeAtEveryPlace_LosesNoNeighbour()
    {
        for (int length = 1; length <= 70; length++)
        {
            for (int at = 0; at < length; at++)
            {
                byte[] text = Enumerable.Repeat((byte)'a', length).ToArray();
                text[at] = (byte)'"';
                Assert.Equal(Encoding.UTF8.GetString(text), JsonSerializer.Deserialize<string>(Text(text)));
            }
        }
    }

    [Theory]
    [InlineData(0x80)]
    [InlineData(0x7FF)]
    [InlineData(0x800)]
    [InlineData(0xD7FF)]
    [InlineData(0xE000)]
    [InlineData(0xFFFD)]
    [InlineData(0xFFFF)]
    [InlineData(0x10000)]
    [InlineData(0x10FFFF)]
    public void Text_EdgesOfUtf8_StayAsTheyAre(int rune)
    {
        string text = "a" + new Rune(rune) + "b";
        Assert.Equal($"\"{text}\"", Text(Encoding.UTF8.GetBytes(text)));
    }

    [Theory]
    [InlineData("a", "F09F9880", "")]        // whole
    [InlineData("a", "F09F98", "")]          // cut at the end
    [InlineData("a", "F09F", "\"")]          // cut before a quote
    [InlineData("\n", "E5BC", "\\")]         // cut between escapes
    [InlineData("", "80", "a")]              // begins in the middle of a character
    [InlineData("", "EDA080EDB080", "")]     // surrogates by themselves
    [InlineData("", "F4908080", "a")]        // beyond U+10FFFF
    [InlineData("", "C1BF", "a")]            // overlong
    [InlineData("", "E080AF", "\u0001")]     // overlong, then a control character
    [InlineData("", "FEFF", "")]
    public void Text_BrokenUtf8AmongEscapes_IsWhatTheFrameworkMakesOfIt(string before, string hex, string after)
    {
        byte[] text = [.. Encoding.UTF8.GetBytes(before), .. Convert.FromHexString(hex), .. Encoding.UTF8.GetBytes(after)];
        Assert.Equal(Encoding.UTF8.GetString(text), JsonSerializer.Deserialize<string>(Text(text)));
    }

    [Fact]
    public void Text_AnyBytes_NeverNeedMoreThanSixForOne()
    {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] text = new byte[random.Next(40)];
            random.NextBytes(text);
            Assert.Equal(Encoding.UTF8.GetString(text), JsonSerializer.Deserialize<string>(Text(text)));
        }
    }

    [Fact]
    public void Text_ExactlyTheMemoryPromised_Fits()
    {
        byte[] bytes = new byte[2 + (6 * 100)];
        var json = new Utf8Json(bytes);
        json.Text(new byte[100]);
        Assert.Equal(bytes.Length, json.Written);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-1, "-1")]
    [InlineData(9_007_199_254_740_993, "9007199254740993")]
    [InlineData(long.MaxValue, "9223372036854775807")]
    [InlineData(long.MinValue, "-9223372036854775808")]
    public void Number_Extremes_AreWrittenWhole(long value, string text)
    {
        Assert.Equal(text, Written((ref Utf8Json json) => json.Number(value)));
        Assert.Equal($"\"{text}\"", Written((ref Utf8Json json) => json.Quoted(value)));
    }

    [Fact]
    public void Number_ForeignCulture_ChangesNothing()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            var own = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            own.NumberFormat.NegativeSign = "minus";
            CultureInfo.CurrentCulture = own;
            Assert.Equal("-5", Written((ref Utf8Json json) => json.Number(-5)));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000Z")]
    [InlineData(1, "1970-01-01T00:00:00.001Z")]
    [InlineData(999, "1970-01-01T00:00:00.999Z")]
    [InlineData(951_782_399_999, "2000-02-28T23:59:59.999Z")]
    [InlineData(951_782_400_000, "2000-02-29T00:00:00.000Z")]
    [InlineData(1_767_225_600_000, "2026-01-01T00:00:00.000Z")]
    [InlineData(4_107_542_400_000, "2100-03-01T00:00:00.000Z")]
    [InlineData(253_402_300_799_999, "9999-12-31T23:59:59.999Z")]
    public void Time_Edges_AreRfc3339WithMilliseconds(long unixMilliseconds, string text)
        => Assert.Equal($"\"{text}\"", Written((ref Utf8Json json) => json.Time(unixMilliseconds)));

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public void Boolean_IsAJsonWord(bool value, string text) => Assert.Equal(text, Written((ref Utf8Json json) => json.Boolean(value)));

    [Fact]
    public void Calls_InARow_StandBehindEachOther()
        => Assert.Equal("{\"a\":1,\"b\":\"2\",\"c\":\"\\n\"}", Written((ref Utf8Json json) =>
        {
            json.Raw("{\"a\":"u8);
            json.Number(1);
            json.Raw(",\"b\":"u8);
            json.Quoted(2);
            json.Raw(",\"c\":"u8);
            json.Text("\n"u8);
            json.Raw("}"u8);
        }));

    private static string Text(byte[] utf8)
    {
        byte[] bytes = new byte[2 + (6 * utf8.Length)];
        var json = new Utf8Json(bytes);
        json.Text(utf8);
        return Encoding.UTF8.GetString(bytes, 0, json.Written);
    }

    private static string Written(Writing write)
    {
        byte[] bytes = new byte[128];
        var json = new Utf8Json(bytes);
        write(ref json);
        return Encoding.UTF8.GetString(bytes, 0, json.Written);
    }
}
