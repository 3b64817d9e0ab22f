using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Tests.Webcast.RoomInfo;

public class RoomInfoOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValid() => Assert.True(new RoomInfoOptionsValidator().Validate(null, new()).Succeeded);

    [Fact]
    public void Validate_EverythingWrong_SaysAllOfIt()
    {
        var result = new RoomInfoOptionsValidator().Validate(null, new()
        {
            UpstreamUrl = new Uri("ftp://x"),
            ReflowUrl = new Uri("/relative", UriKind.Relative),
            UserAgent = "a\nb",
            Timeout = TimeSpan.Zero,
            MaxBodyBytes = 1,
        });

        Assert.Equal(5, result.Failures!.Count());
        Assert.All(result.Failures!, f => Assert.StartsWith("RoomInfo:", f, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://live.douyin.com", null, "https://webcast.amemv.com/")]
    [InlineData("http://127.0.0.1:1", null, "http://127.0.0.1:1/")]
    [InlineData("http://127.0.0.1:1", "http://127.0.0.1:2", "http://127.0.0.1:2/")]
    public void EffectiveReflowUrl_FollowsTheUpstreamUnlessSet(string upstream, string? reflow, string expected)
    {
        var options = new RoomInfoOptions { UpstreamUrl = new Uri(upstream), ReflowUrl = reflow is null ? null : new Uri(reflow) };

        Assert.Equal(expected, options.EffectiveReflowUrl.AbsoluteUri);
    }
}
