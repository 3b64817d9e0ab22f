using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public class AppCredentialsTests
{
    [Theory]
    [InlineData(null, null, "")]
    [InlineData("", "", "")]
    [InlineData(" tt01ab ", "s3cret", "tt01ab")]
    [InlineData("tt01ab", null, "tt01ab")]
    public void FromEnvironment_ReadsBoth(string? id, string? secret, string expected)
    {
        var credentials = AppCredentials.FromEnvironment(Environment(id, secret));

        Assert.Equal(expected, credentials.AppId);
        Assert.Equal(secret ?? "", credentials.AppSecret);
        Assert.Equal(expected.Length > 0, credentials.HasAppId);
    }

    [Theory]
    [InlineData(null, "s3cret")]
    [InlineData("a b", "s3cret")]
    [InlineData("a&b=c", "s3cret")]
    public void FromEnvironment_Unusable_IsRefusedWithoutTheSecret(string? id, string secret)
    {
        var error = Assert.Throws<FormatException>(() => AppCredentials.FromEnvironment(Environment(id, secret)));

        Assert.Contains("DOUYIN_APP_ID", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_HidesTheSecret()
    {
        var text = new AppCredentials("tt01ab", "s3cret").ToString();

        Assert.Contains("tt01ab", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    private static Func<string, string?> Environment(string? id, string? secret) =>
        name => name switch { AppCredentials.AppIdVariable => id, AppCredentials.AppSecretVariable => secret, _ => null };
}
