using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Watch;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Cli.Watch;

public class WatchOptionsTests
{
    [Theory]
    [InlineData("http://127.0.0.1:18080", SocketProfile.PushV2, "ws://127.0.0.1:18080/webcast/im/push/v2/")]
    [InlineData("https://stand-in.example/x?y=1", SocketProfile.PushV2, "wss://stand-in.example/webcast/im/push/v2/")]
    [InlineData("http://127.0.0.1:18080", SocketProfile.ImV1, "ws://127.0.0.1:18080/websocket/im/v1")]
    public void SocketOf_Upstream_IsTheSameHostAndTheProfilesPath(string upstream, string profile, string socket) =>
        Assert.Equal(new Uri(socket), WatchOptions.SocketOf(new Uri(upstream), profile));

    [Fact]
    public void Of_NothingSpecial_LeavesTheDefaults()
    {
        var options = WatchOptions.Of(new WatchSettings { Room = "1" }, _ => null, TimeProvider.System);

        Assert.Equal(SocketProfile.PushV2, options.Profile);
        Assert.Null(options.SocketUrl);
        Assert.Null(options.UpstreamUrl);
        Assert.Null(options.Cookie);
        Assert.Null(options.AppId);
    }

    [Fact]
    public void Of_SocketUrl_WinsOverTheUpstreams()
    {
        var socket = new Uri("ws://127.0.0.1:2/x");

        var options = WatchOptions.Of(new WatchSettings { Upstream = new Uri("http://127.0.0.1:1"), SocketUrl = socket, Profile = "im-v1" }, _ => null, TimeProvider.System);

        Assert.Equal(socket, options.SocketUrl);
        Assert.Equal(SocketProfile.ImV1, options.Profile);
    }

    [Fact]
    public void Of_Environment_GivesCredentialsAndCookies()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOUYIN_APP_ID"] = "tt01", ["DOUYIN_APP_SECRET"] = "secret", ["DOUYIN_COOKIE"] = "ttwid=1; a=2",
        };

        var options = WatchOptions.Of(new WatchSettings(), environment.GetValueOrDefault, TimeProvider.System);

        Assert.Equal(("tt01", "secret", "ttwid=1; a=2"), (options.AppId, options.AppSecret, options.Cookie));
    }

    [Fact]
    public void Of_CookieFileMissing_SaysSo() =>
        Assert.Throws<IOException>(() => WatchOptions.Of(new WatchSettings { CookieFile = "/nowhere/jar" }, _ => null, TimeProvider.System));
}
