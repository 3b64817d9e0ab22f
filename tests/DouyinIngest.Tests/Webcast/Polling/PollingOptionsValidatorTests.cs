using DouyinIngest.Webcast.Polling;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class PollingOptionsValidatorTests
{
    private readonly PollingOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreValid() => Assert.True(_validator.Validate(null, new PollingOptions()).Succeeded);

    [Fact]
    public void Validate_EveryMistake_IsNamedAtOnce()
    {
        var options = new PollingOptions
        {
            Url = new Uri("ws://127.0.0.1/"),
            Parameters = { [" "] = "x" },
            PushHosts = ["https://douyin.com", "127.0.0.1", "douyin.com"],
            UpgradeMinDelay = TimeSpan.FromMinutes(3),
        };

        var failures = _validator.Validate(null, options).Failures!.ToList();

        Assert.Equal(5, failures.Count);
        Assert.Contains(failures, failure => failure.StartsWith("Polling:Url must be an absolute http or https URL", StringComparison.Ordinal));
        Assert.Contains("Polling:Parameters has a parameter without a name.", failures);
        Assert.Equal(2, failures.Count(failure => failure.StartsWith("Polling:PushHosts must hold names of domains", StringComparison.Ordinal)));
        Assert.Contains("Polling:UpgradeMinDelay must not exceed Polling:UpgradeMaxDelay.", failures);
    }
}
