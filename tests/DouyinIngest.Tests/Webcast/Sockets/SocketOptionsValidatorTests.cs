using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class SocketOptionsValidatorTests
{
    private readonly SocketOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.True(_validator.Validate(null, new SocketOptions()).Succeeded);

    [Theory]
    [InlineData("ws://127.0.0.1:8080/webcast/im/push/v2/", true)]
    [InlineData("wss://example.invalid/x?dropped=1", true)]
    [InlineData("WSS://EXAMPLE.invalid", true)]
    [InlineData("ws://[::1]:1/", true)]
    [InlineData("http://127.0.0.1:8080/webcast/im/push/v2/", false)]
    [InlineData("https://example.invalid/", false)]
    [InlineData("ftp://example.invalid/", false)]
    [InlineData("file:///webcast", false)]
    [InlineData("/webcast/im/push/v2/", false)]
    [InlineData("127.0.0.1", false)]
    public void Validate_Url_MustBeAWholeWebSocketAddress(string url, bool valid)
        => AssertTold("Socket:Url", valid, new SocketOptions { Url = new Uri(url, UriKind.RelativeOrAbsolute) });

    [Theory]
    [InlineData("Mozilla/5.0 (X; y) Z/1", true)]
    [InlineData("a\r\nCookie: b", false)]
    [InlineData("a\tb", false)]
    [InlineData("浏览器", false)]
    [InlineData("a\u007f", false)]
    public void Validate_UserAgent_MustBeOneHeaderLine(string userAgent, bool valid)
        => AssertTold("Socket:UserAgent", valid, new SocketOptions { UserAgent = userAgent });

    [Theory]
    [InlineData("", true)]
    [InlineData("7300000000000000001", true)]
    [InlineData("-1", false)]
    [InlineData("7300000000000000001 ", false)]
    [InlineData("１２", false)] // digits, but not ASCII
    [InlineData("me", false)]
    public void Validate_UserUniqueId_MustBeDigits(string id, bool valid)
        => AssertTold("Socket:UserUniqueId", valid, new SocketOptions { UserUniqueId = id });

    [Theory]
    [InlineData("debug", true)]
    [InlineData("", false)]
    [InlineData(" ", false)]
    public void Validate_Parameter_MustHaveAName(string name, bool valid)
    {
        var options = new SocketOptions();
        options.Parameters[name] = "1";
        AssertTold("Socket:Parameters", valid, options);
    }

    [Theory]
    [InlineData("tt0123456789abcdef01", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("a&b=c", false)]
    public void Validate_AppIdOfACredential_MustFitIntoAQuery(string appId, bool valid)
        => AssertTold("Socket:AppIds:second", valid, new SocketOptions { AppIds = { ["second"] = appId } });

    [Fact]
    public void Validate_EverythingWrong_SaysAllOfIt()
    {
        var options = new SocketOptions { Url = new Uri("http://x/"), UserAgent = "\n", UserUniqueId = "x" };
        options.Parameters[""] = "";

        Assert.Equal(4, _validator.Validate(null, options).Failures!.Count());
    }

    [Theory]
    [InlineData(SocketProfile.PushV2, true)]
    [InlineData(SocketProfile.ImV1, true)]
    [InlineData("PUSH-V2", false)]
    [InlineData("", false)]
    public void Fields_Profile_MustBeOneOfTwo(string profile, bool valid)
    {
        var result = new DouyinIngest.Pipeline.Hosting.SocketFieldsValidator().Validate(null, new SocketOptions { Profile = profile });

        Assert.Equal(valid, result.Succeeded);
        if (!valid)
        {
            Assert.Contains("Socket:Profile must be push-v2 or im-v1", result.FailureMessage, StringComparison.Ordinal);
        }
    }

    private void AssertTold(string setting, bool valid, SocketOptions options)
    {
        var result = _validator.Validate(null, options);

        Assert.Equal(valid, result.Succeeded);
        if (!valid)
        {
            Assert.StartsWith(setting + " ", Assert.Single(result.Failures!), StringComparison.Ordinal);
        }
    }
}
