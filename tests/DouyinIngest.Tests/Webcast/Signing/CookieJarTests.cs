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
    [InlineData("sessionid=1", true)]
    [InlineData("a=1; sessionid_ss=1", false)]
    [InlineData("sessionid=; ttwid=1", false)]
    [InlineData("ttwid=1", false)]
    public void HasLogin_Cookies_TellIt(string text, bool login) => Assert.Equal(login, CookieJar.Parse(text, "x", "douyin.com", Now).HasLogin);

    [Theory]
    [InlineData(1_700_000_000, 0, true)]
    [InlineData(1_900_000_000, 0, false)]
    [InlineData(1_700_000_000, 1_900_000_000, false)]
    public void LoginExpired_File_TellsWhenNoneIsLeft(long first, long second, bool expired)
    {
        var file = $".douyin.com\tTRUE\t/\tTRUE\t1900000000\tttwid\ta\n.douyin.com\tTRUE\t/\tTRUE\t{first}\tsessionid\tb\n"
            + (second > 0 ? $".douyin.com\tTRUE\t/\tTRUE\t{second}\tsessionid\tc\n" : "");

        Assert.Equal(expired, CookieJar.Parse(file, "x", "douyin.com", Now).LoginExpired);
    }

    [Fact]
    public void Parse_FileOfAnotherSite_IsRefused()
    {
        var error = Assert.Throws<FormatException>(() => CookieJar.Parse(".example.com\tTRUE\t/\tTRUE\t1900000000\tsessionid\tsecret", "jar.txt", "douyin.com", Now));

        Assert.Equal("jar.txt: no cookie of douyin.com in it; export it while a page of douyin.com is open.", error.Message);
    }

    [Fact]
    public void Names_AreInOrder() => Assert.Equal(["b", "a"], CookieJar.Parse("b=1; a=2", "x", "douyin.com", Now).Names);

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
