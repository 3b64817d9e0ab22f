using DouyinIngest.Webcast.OpenPlatform;

namespace DouyinIngest.Tests.Webcast.OpenPlatform;

public sealed class OpenPlatformOptionsTests
{
    private readonly OpenPlatformOptionsValidator _validator = new();

    [Fact]
    public void Validate_Defaults_AreValidAndMeanWhatHasAKind()
    {
        Assert.True(_validator.Validate(null, new OpenPlatformOptions()).Succeeded);
        Assert.Equal([PushMessageType.Comment, PushMessageType.Gift, PushMessageType.Like], new OpenPlatformOptions().Types);
        Assert.Equal([PushMessageType.Gift, PushMessageType.FansClub], new OpenPlatformOptions { MessageTypes = ["live_fansclub", "live_gift", "live_gift"] }.Types);
    }

    [Fact]
    public void Validate_Mistakes_AreRefusedTogetherAndNameNoSecret()
    {
        var options = new OpenPlatformOptions
        {
            ApiUrl = new Uri("/relative", UriKind.Relative),
            TokenUrl = new Uri("ftp://x"),
            MessageTypes = ["live_chat"],
            Timeout = TimeSpan.Zero,
            TaskInterval = TimeSpan.Zero,
            MissedInterval = TimeSpan.FromDays(1),
            PageSize = 0,
            GiftNamesFile = "/no/such/file.json",
            Credentials = { ["second"] = new OpenPlatformApp { AppId = "tt 01", AppSecret = "hush-hush" } },
        };

        var failures = _validator.Validate(null, options).Failures!.ToArray();

        string[] expected =
        [
            "OpenPlatform:ApiUrl must be", "OpenPlatform:TokenUrl must be", "OpenPlatform:MessageTypes has 'live_chat'; there are live_comment, live_gift, live_like, live_fansclub.",
            "OpenPlatform:Timeout must be", "OpenPlatform:TaskInterval must be", "OpenPlatform:MissedInterval must be", "OpenPlatform:PageSize must be",
            "OpenPlatform:GiftNamesFile is '/no/such/file.json', which cannot be read", "OpenPlatform:Credentials:second needs an AppId",
        ];
        Assert.All(expected.Zip(failures), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(expected.Length, failures.Length);
        Assert.DoesNotContain(failures, failure => failure.Contains("hush-hush", StringComparison.Ordinal));
    }

    [Fact]
    public void Mistake_FileThatIsNoTable_SaysSo()
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, "[1]");
        Assert.Contains("no JSON object", GiftNames.Mistake(file), StringComparison.Ordinal);
        File.Delete(file);
    }
}
