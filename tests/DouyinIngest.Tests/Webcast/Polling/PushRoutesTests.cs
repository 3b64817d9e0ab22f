using DouyinIngest.Protos.Webcast;
using DouyinIngest.Webcast.Polling;
using Google.Protobuf;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class PushRoutesTests
{
    private static readonly Uri s_site = new("https://live.douyin.com/webcast/im/fetch/");
    private static readonly Uri s_loopback = new("http://127.0.0.1:8080/webcast/im/fetch/");

    [Theory]
    [InlineData("wss://webcast100-ws-web-lq.douyin.com/webcast/im/push/v2/", "wss://webcast100-ws-web-lq.douyin.com/webcast/im/push/v2/")]
    [InlineData("webcast5-ws-web-hl.douyin.com", "wss://webcast5-ws-web-hl.douyin.com/webcast/im/push/v2/")]
    [InlineData("https://x.test, ;wss://evil.test/;a.douyin.com;b.douyin.com", "wss://a.douyin.com/webcast/im/push/v2/")]
    [InlineData("wss://a.douyin.com/p?cookie=1#f", "wss://a.douyin.com/p")]
    [InlineData("ws://a.douyin.com/", null)]
    [InlineData("wss://a.douyin.com:8443/", null)]
    [InlineData("wss://notdouyin.com/", null)]
    [InlineData("wss://douyin.com.evil.test/", null)]
    [InlineData("wss://user:secret@a.douyin.com/", null)]
    [InlineData("ws://127.0.0.1:6379/", null)]
    [InlineData("wss://localhost/", null)]
    [InlineData("wss://169.254.169.254/", null)]
    [InlineData("://", null)]
    [InlineData("", null)]
    public void Choose_OfTheSite_GoesOnlyToItsOwnHostsOverTls(string told, string? endpoint)
        => Assert.Equal(endpoint, PushRoutes.Choose(Place(new Response { PushServerV2 = told }), ["douyin.com"], s_site)?.Endpoint);

    [Fact]
    public void Choose_OfThisMachine_MayNameThisMachine()
        => Assert.Equal("ws://127.0.0.1:8080/push/", PushRoutes.Choose(Place(new Response { PushServerV2 = "ws://127.0.0.1:8080/push/" }), [], s_loopback)?.Endpoint);

    [Fact]
    public void Choose_SeveralFields_TheNewestWinsUnlessItIsNotAllowed()
    {
        var response = new Response { PushServerV2 = "wss://evil.test", PushServer = "wss://one.douyin.com", ProxyServer = "wss://two.douyin.com" };
        Assert.Equal("wss://one.douyin.com/webcast/im/push/v2/", PushRoutes.Choose(Place(response), ["douyin.com"], s_site)?.Endpoint);
    }

    [Fact]
    public void Place_Parameters_AreBoundedAndOnlyPlainNames()
    {
        var response = new Response { PushServerV2 = "a.douyin.com", FetchInterval = 1500, Cursor = "c", InternalExt = "e" };
        response.RouteParams["a&b"] = "x";
        for (var i = 0; i < 40; i++)
        {
            response.RouteParams[$"p{i}"] = $"{i}";
        }

        var place = Place(response);
        Assert.Equal(16, place.RouteParameters.Count);
        Assert.DoesNotContain(place.RouteParameters, p => p.Key.Contains('&', StringComparison.Ordinal));
        Assert.Equal((TimeSpan.FromSeconds(1.5), "c", "e"), (place.Interval, place.Behind.Cursor, place.Behind.InternalExt));
        Assert.Same(place.RouteParameters, PushRoutes.Choose(place, ["douyin.com"], s_site)!.Parameters);
    }

    [Theory]
    [InlineData(new byte[] { 0x0a, 0xff })]
    [InlineData(new byte[] { 0x3c })]
    public void Place_NoProtobuf_IsNone(byte[] bytes) => Assert.Null(FetchedPlace.Read(bytes));

    private static FetchedPlace Place(Response response) => FetchedPlace.Read(response.ToByteArray())!;
}
