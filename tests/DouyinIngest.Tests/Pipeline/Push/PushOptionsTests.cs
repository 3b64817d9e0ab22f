using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Push;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.OpenPlatform;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Pipeline.Push;

public sealed class PushOptionsTests
{
    [Fact]
    public void Validate_Defaults_AreValidAndOff()
    {
        var options = new PushOptions();
        Assert.True(new PushFieldsValidator().Validate(null, options).Succeeded);
        Assert.Empty(Failures(options));
        Assert.False(options.IsOn);
    }

    [Fact]
    public void Validate_OnWithoutSecrets_NamesEachType()
        => Assert.Equal(
            ["Push:Secrets:live_comment is not set", "Push:Secrets:live_gift is not set", "Push:Secrets:live_like is not set"],
            Failures(new PushOptions { Port = 9470 }).Select(failure => failure.Split(',')[0]));

    [Fact]
    public void Validate_OnWithSecrets_IsValid()
    {
        var options = On();
        Assert.Empty(Failures(options));
        Assert.Equal(["old-secret", "new-secret"], options.SecretsOf("live_gift"));
        Assert.Empty(options.SecretsOf("live_fansclub"));
    }

    [Fact]
    public void Validate_Mistakes_AreToldTogetherWithoutSecrets()
    {
        var options = On();
        options.Host = "localhost";
        options.Secrets["live_chat"] = "hush-hush";
        options.Secrets["live_like"] = "abc";
        options.MaxBodyBytes = 2048;
        options.MaxHeldBytes = 1024;

        var failures = Failures(options);

        Assert.Equal(4, failures.Count);
        Assert.Contains(failures, f => f.StartsWith("Push:Host is 'localhost'", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Push:Secrets:live_chat is no message type", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Push:Secrets:live_like is not set, or too short", StringComparison.Ordinal));
        Assert.Contains(failures, f => f.StartsWith("Push:MaxBodyBytes must not exceed", StringComparison.Ordinal));
        Assert.DoesNotContain(failures, f => f.Contains("hush-hush", StringComparison.Ordinal) || f.Contains("abc", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_FansClubWithoutItsTopic_SaysHowToMakeIt()
    {
        var options = On();
        options.Secrets["live_fansclub"] = "fans-secret";
        var platform = new OpenPlatformOptions { MessageTypes = ["live_gift", "live_fansclub"] };

        Assert.Contains("Kafka:OtherTopic=true", Assert.Single(Failures(options, platform)), StringComparison.Ordinal);
        Assert.Empty(Failures(options, platform, new KafkaOptions { OtherTopic = true }));
    }

    [Fact]
    public void Topics_OtherIsAsked_IsPlannedAndNamed()
    {
        var options = new KafkaOptions { OtherTopic = true };
        Assert.Equal("douyin.live.other.v1", new TopicNames(options).Other);
        Assert.Contains(TopicPlan.For(options, 1), topic => topic.Name == "douyin.live.other.v1");
        Assert.DoesNotContain(TopicPlan.For(new KafkaOptions(), 1), topic => topic.Name == "douyin.live.other.v1");
    }

    private static PushOptions On() => new()
    {
        Port = 9470,
        Secrets = { ["live_comment"] = "comment-secret", ["live_gift"] = "old-secret, new-secret", ["live_like"] = "like-secret" },
    };

    private static List<string> Failures(PushOptions options, OpenPlatformOptions? platform = null, KafkaOptions? kafka = null)
        => [.. new PushRelationsValidator(Options.Create(platform ?? new OpenPlatformOptions()), Options.Create(kafka ?? new KafkaOptions())).Validate(null, options).Failures ?? []];
}
