using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public sealed class CookieOptionsTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    [Theory]
    [InlineData(null, "a=1", "a=1")]
    [InlineData("b=2", "a=1", "b=2")]
    [InlineData(null, "", "")]
    [InlineData(null, null, "")]
    public void ReadJar_OptionBeforeEnvironment(string? option, string? variable, string expected) =>
        Assert.Equal(expected, new CookieOptions { Cookie = option }.ReadJar(name => name is "DOUYIN_COOKIE" ? variable : null, default).ToHeader());

    [Fact]
    public void ReadJar_File_IsRead()
    {
        File.WriteAllText(_file, "c=3\n");

        Assert.Equal("c=3", new CookieOptions { CookieFile = _file }.ReadJar(_ => "a=1", default).ToHeader());
    }

    [Fact]
    public void ReadJar_NoSuchFile_NamesIt()
    {
        var error = Assert.Throws<IOException>(() => new CookieOptions { CookieFile = _file + ".none" }.ReadJar(_ => null, default));

        Assert.Contains(_file + ".none", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadJar_FileTooLarge_IsRefused()
    {
        File.WriteAllText(_file, new string('x', 300_000));

        Assert.Throws<FormatException>(() => new CookieOptions { CookieFile = _file }.ReadJar(_ => null, default));
    }

    [Fact]
    public void ReadJar_Both_IsRefused() =>
        Assert.Throws<FormatException>(() => new CookieOptions { Cookie = "a=1", CookieFile = _file }.ReadJar(_ => null, default));

    public void Dispose() => File.Delete(_file);
}
