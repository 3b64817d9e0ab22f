using DouyinIngest.Server;
using DouyinIngest.Server.Security;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Server.Security;

public sealed class ManagementTokenTests : IDisposable
{
    private const string Token = "0123456789abcdef";
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Theory]
    [InlineData(null, "Missing")]
    [InlineData("", "Missing")]
    [InlineData(Token, "Missing")]
    [InlineData("Basic " + Token, "Missing")]
    [InlineData("Bearer " + Token, "Right")]
    [InlineData("BEARER  " + Token + " ", "Right")]
    [InlineData("Bearer " + Token + "0", "Wrong")]
    [InlineData("Bearer 0123456789abcdeF", "Wrong")]
    [InlineData("Bearer ", "Wrong")]
    public void Check_ByHeader(string? header, string verdict)
        => Assert.Equal(verdict, new ManagementToken(Options.Create(new ManagementOptions { Token = Token })).Check(header).ToString());

    [Fact]
    public void Check_NothingSet_IsNotSet()
    {
        var token = new ManagementToken(Options.Create(new ManagementOptions()));
        Assert.False(token.IsSet);
        Assert.Equal(TokenVerdict.NotSet, token.Check("Bearer "));
    }

    [Fact]
    public void Check_File_IsReadAnewAndTrimmed()
    {
        File.WriteAllText(_file, Token + "\n");
        var token = new ManagementToken(Options.Create(new ManagementOptions { TokenFile = _file }));
        Assert.Equal(TokenVerdict.Right, token.Check("Bearer " + Token));
        File.WriteAllText(_file, "another-token-of-ours");
        Assert.Equal(TokenVerdict.Wrong, token.Check("Bearer " + Token));
        Assert.Equal(TokenVerdict.Right, token.Check("Bearer another-token-of-ours"));
        File.WriteAllText(_file, "");
        Assert.Equal(TokenVerdict.NotSet, token.Check("Bearer "));
        File.Delete(_file);
        Assert.Equal(TokenVerdict.NotSet, token.Check("Bearer another-token-of-ours"));
    }

    [Theory]
    [InlineData("", "", null)]
    [InlineData(Token, "", null)]
    [InlineData("short", "", "Management:Token must hold 16 to 512")]
    [InlineData("0123456789 abcdef", "", "Management:Token must hold")]
    [InlineData("0123456789abcdé0123", "", "Management:Token must hold")]
    [InlineData(Token, "/some/file", "both set")]
    [InlineData("", "/no/such/file", "Management:TokenFile is '/no/such/file', which cannot be read")]
    public void Mistake_Settings(string token, string file, string? mistake)
    {
        var found = ManagementToken.Mistake(new ManagementOptions { Token = token, TokenFile = file });
        if (mistake is null)
        {
            Assert.Null(found);
        }
        else
        {
            Assert.Contains(mistake, found, StringComparison.Ordinal);
            Assert.DoesNotContain("0123456789", found, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("short")]
    [InlineData("")]
    public void Mistake_OfTheFile_ShowsNothingOfIt(string text)
    {
        File.WriteAllText(_file, text);
        Assert.StartsWith("Management:TokenFile must hold", ManagementToken.Mistake(new ManagementOptions { TokenFile = _file }), StringComparison.Ordinal);
    }

    [Fact]
    public void Mistake_FileTooLong_IsNotRead()
    {
        File.WriteAllText(_file, new string('x', 5000));
        Assert.Contains("cannot be read", ManagementToken.Mistake(new ManagementOptions { TokenFile = _file }), StringComparison.Ordinal);
    }

    public void Dispose() => File.Delete(_file);
}
