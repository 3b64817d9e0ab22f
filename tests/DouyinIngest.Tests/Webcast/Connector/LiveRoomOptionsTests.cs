using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Tests.Webcast.Connector;

public sealed class LiveRoomOptionsTests
{
    public static TheoryData<string, Action<LiveRoomOptions>> Wrong => new()
    {
        { "HeartbeatInterval", static o => o.HeartbeatInterval = TimeSpan.Zero },
        { "HeartbeatInterval", static o => o.HeartbeatInterval = TimeSpan.FromHours(1) },
        { "MaxRetries", static o => o.MaxRetries = 0 },
        { "RetryDelay", static o => o.RetryDelay = TimeSpan.FromSeconds(-1) },
        { "Queue:Capacity", static o => o.Queue.Capacity = 0 },
        { "Queue:DropOldest", static o => o.Queue.DropOldest = [EventKind.None] },
        { "Profile", static o => o.Profile = "v3" },
        { "SocketUrl", static o => o.SocketUrl = new Uri("http://127.0.0.1/") },
        { "UpstreamUrl", static o => o.UpstreamUrl = new Uri("ws://127.0.0.1/") },
        { "SignerUrl", static o => o.SignerUrl = new Uri("/sign", UriKind.Relative) },
    };

    [Theory]
    [MemberData(nameof(Wrong), DisableDiscoveryEnumeration = true)]
    public void Validate_OneWrong_IsNamed(string setting, Action<LiveRoomOptions> spoil)
    {
        var options = new LiveRoomOptions();
        spoil(options);

        var failures = new LiveRoomOptionsValidator().Validate(null, options).Failures!.ToList();

        Assert.StartsWith($"DouyinLive:{setting} must be ", Assert.Single(failures), StringComparison.Ordinal);
        Assert.Contains(setting, Assert.Throws<ArgumentException>(() => new LiveRoomConnector("1", options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_Defaults_AreRight() => Assert.True(new LiveRoomOptionsValidator().Validate(null, new LiveRoomOptions()).Succeeded);

    [Fact]
    public void Validate_SeveralWrong_AreAllNamed()
        => Assert.Equal(2, new LiveRoomOptionsValidator().Validate(null, new LiveRoomOptions { MaxRetries = 0, Profile = "" }).Failures!.Count());

    [Fact]
    public void FromEnvironment_Variables_AreTaken()
    {
        var options = Read(
            ("DOUYIN_APP_ID", "tt0123456789abcdef01"), ("DOUYIN_APP_SECRET", "s"), ("DOUYIN_COOKIE", "a=b"),
            ("DOUYIN_SIGNER_URL", "http://127.0.0.1:8090/sign"), ("DOUYIN_UPSTREAM_URL", "http://127.0.0.1:8080"));

        Assert.Equal(("tt0123456789abcdef01", "s", "a=b"), (options.AppId, options.AppSecret, options.Cookie));
        Assert.Equal((new Uri("http://127.0.0.1:8090/sign"), new Uri("http://127.0.0.1:8080")), (options.SignerUrl, options.UpstreamUrl));
    }

    [Fact]
    public void FromEnvironment_EmptyOrUnset_IsNull()
    {
        var options = Read(("DOUYIN_APP_ID", ""), ("DOUYIN_COOKIE", ""), ("DOUYIN_SIGNER_URL", ""));
        Assert.Equal((null, null, null, null, null), (options.AppId, options.AppSecret, options.Cookie, options.SignerUrl, options.UpstreamUrl));
    }

    [Fact]
    public void FromEnvironment_NoUrl_NamesTheVariable()
        => Assert.StartsWith("DOUYIN_SIGNER_URL must be", Assert.Throws<FormatException>(() => Read(("DOUYIN_SIGNER_URL", "no url"))).Message, StringComparison.Ordinal);

    private static LiveRoomOptions Read(params (string Name, string Value)[] variables)
    {
        var environment = variables.ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
        return LiveRoomOptions.FromEnvironment("no-such-file.env", environment.GetValueOrDefault);
    }
}
