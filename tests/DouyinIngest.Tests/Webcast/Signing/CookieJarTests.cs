using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public class CookieJarTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    [Theory]
    [InlineData("a=1; b=2", "a=1; b=2")]
    [InlineData("Cookie: a=1;b=2;", "a=1; b=2")]
    [InlineData("  a=x==; b= \r\n", "a=x==; b=")]
    [InlineData("a=1; a=2", "a=2")]
    [InlineData("", "")]
    [InlineData("\n\n", "")]
    public void Parse_HeaderForm_KeepsEveryCookie(string text, string header) =>
        Assert.Equal(header, CookieJar.Parse(text, "DOUYIN_COOKIE", "douyin.com", Now).ToHeader());

    [Fact]
    public void Parse_NetscapeForm_KeepsOurSitesLivingCookies()
    {
        const string file = """
            # Netscape HTTP Cookie File
            .douyin.com|TRUE|/|TRUE|1900000000|ttwid|aaa
            #HttpOnly_.live.douyin.com|TRUE|/|TRUE|0|sessionid|bbb
            .douyin.com|TRUE|/|TRUE|1700000000|expired|ccc
            .example.com|TRUE|/|TRUE|1900000000|other|ddd
            .notdouyin.com|TRUE|/|TRUE|1900000000|lookalike|eee
            """;

        Assert.Equal("ttwid=aaa; sessionid=bbb", CookieJar.Parse(file.Replace('|', '\t'), "cookies.txt", "douyin.com", Now).ToHeader());
    }

    [Theory]
    [InlineData("justtext-secret")]
    [InlineData("=secret")]
    [InlineData("a=1\nb=secret")]
    [InlineData("a=se\rcret")]
    [InlineData("a b=secret")]
    [InlineData("a=密secret")]
    [InlineData(".douyin.com\tTRUE\t/\tsecret")]
    [InlineData(".douyin.com\tTRUE\t/\tTRUE\tsoon\tttwid\tsecret")]
    public void Parse_Nonsense_IsRefusedNamingTheOriginAndNoValue(string text)
    {
        var error = Assert.Throws<FormatException>(() => CookieJar.Parse(text, "DOUYIN_COOKIE", "douyin.com", Now));

        Assert.StartsWith("DOUYIN_COOKIE", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_ShowsNamesOnly() => Assert.Equal("ttwid=***; b=***", CookieJar.Parse("ttwid=secret; b=secret", "x", "douyin.com", Now).ToString());

    [Theory]
    [InlineData("", "", "")]
    [InlineData("a=1", "", "a=1")]
    [InlineData("", "b=2", "b=2")]
    [InlineData("a=1; c=3", "a=2; b=2", "c=3; a=2; b=2")]
    public void Join_SecondWins(string first, string second, string expected) => Assert.Equal(expected, CookieJar.Join(first, second));

    [Fact]
    public void FromSetCookies_SkipsNonsenseAndEmptyValues() =>
        Assert.Equal("a=1; b=x=y", CookieJar.FromSetCookies(["a=1; Path=/", "nonsense", "gone=; Max-Age=0", "b=x=y", "=1", ""]).ToHeader());

    [Theory]
    [InlineData("a=1; Path=/; max-age=60; HttpOnly", 60)]
    [InlineData("a=1; Max-Age=-1", -1)]
    [InlineData("a=1; Max-Age=soon", null)]
    [InlineData("a=1", null)]
    public void SetCookie_ReadsItsLifetime(string header, int? seconds)
    {
        var cookie = SetCookie.Parse(header)!;

        Assert.Equal(seconds, (int?)cookie.Lifetime?.TotalSeconds);
        Assert.Equal("a=***", cookie.ToString());
    }
}
