using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Tests.Webcast.Signing;

public class SigningOptionsTests
{
    private static readonly Uri Url = new("http://127.0.0.1:1/sign");

    public static TheoryData<SigningOptions, string?> Cases => new()
    {
        { new(), null },
        { new() { Mode = SigningMode.Http, Url = Url }, null },
        { new() { Mode = SigningMode.Http }, "Signing:Url must be" },
        { new() { Mode = SigningMode.Http, Url = new Uri("ftp://x") }, "Signing:Url must be" },
        { new() { Url = Url }, "Mode is none" },
        { new() { Mode = (SigningMode)9 }, "Signing:Mode must be" },
        { new() { Timeout = TimeSpan.Zero }, "Signing:Timeout must be" },
        { new() { Timeout = TimeSpan.FromHours(1) }, "Signing:Timeout must be" },
        { new() { SignsPerSecond = 0 }, "Signing:SignsPerSecond must be" },
        { new() { SignsPerSecond = double.NaN }, "Signing:SignsPerSecond must be" },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public void Validate_NamesTheSetting(SigningOptions options, string? failure)
    {
        var result = new SigningOptionsValidator().Validate(null, options);

        Assert.Equal(failure is null, result.Succeeded);
        if (failure is not null)
        {
            Assert.Contains(failure, Assert.Single(result.Failures!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Validate_SeveralWrong_SaysAll() =>
        Assert.Equal(3, new SigningOptionsValidator().Validate(null, new() { Mode = SigningMode.Http, Timeout = default, SignsPerSecond = -1 }).Failures!.Count());
}
