using System.Net;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Webcast.Http;
using DouyinIngest.Tests.Webcast.Polling.Fakes;
using DouyinIngest.Webcast.Http;
using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Google.Protobuf;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class RoomFetcherTests : IDisposable
{
    private static readonly Uri s_endpoint = new("https://live.douyin.com/webcast/im/fetch/");

    private readonly ArmedTime _time = new();
    private readonly RouteHolder _routes = new();
    private HttpCaller? _caller;
    private ScriptedHandler? _handler;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _caller?.Dispose();
        _handler?.Dispose();
    }

    [Fact]
    public async Task Fetch_Answered_GivesTheResponseAndItsPlaceAndTheRoute()
    {
        var response = ScriptedFetcher.Response("c2", 1500, 11);
        response.PushServerV2 = "a.douyin.com";
        var fetched = await Fetcher(_ => Protobuf(response.ToByteArray())).FetchAsync(new ResumePoint("c1", "e1"), Token);

        Assert.Equal(response.ToByteArray(), fetched.Body.ToArray());
        Assert.Equal(("c2", TimeSpan.FromSeconds(1.5), _time.GetUtcNow()), (fetched.Behind.Cursor, fetched.Place!.Interval, fetched.ReceivedAt));
        Assert.Equal("wss://a.douyin.com/webcast/im/push/v2/", _routes.Told!.Endpoint);
        var asked = Assert.Single(_handler!.Asked);
        Assert.StartsWith("https://live.douyin.com/webcast/im/fetch/?resp_content_type=protobuf&", asked, StringComparison.Ordinal);
        Assert.Contains("&last_rtt=-1&", asked, StringComparison.Ordinal);
        Assert.Contains("&cursor=c1&internal_ext=e1&", asked, StringComparison.Ordinal);
        Assert.DoesNotContain("a_bogus", asked, StringComparison.Ordinal);
        Assert.Equal("ttwid=t", Assert.Single(_handler.Cookies));
    }

    [Fact]
    public async Task Fetch_Signed_SendsWhatTheSignerSays()
    {
        SignRequest? signed = null;
        var fetcher = Fetcher(
            request => request.Headers.GetValues("X-A").Single() is "1" ? Protobuf([]) : throw new InvalidOperationException("no header"),
            request =>
            {
                signed = request;
                return new Signature("s/g", null, new Dictionary<string, string> { ["X-A"] = "1" }, "ttwid=signed", null);
            });
        await fetcher.FetchAsync(ResumePoint.None, Token);

        Assert.Equal(("777", "7300000000000000001", s_endpoint.AbsoluteUri), (signed!.WebRid, signed.RoomId, signed.Url));
        Assert.EndsWith("&a_bogus=s/g", Assert.Single(_handler!.Asked), StringComparison.Ordinal);
        Assert.Equal("ttwid=signed", Assert.Single(_handler.Cookies));
    }

    [Fact]
    public async Task Fetch_FullUrlOfTheSigner_IsAskedInstead()
    {
        await Fetcher(_ => Protobuf([]), _ => new Signature(null, "https://h.test/p?x=1", null, null, null)).FetchAsync(ResumePoint.None, Token);

        Assert.Equal(["https://h.test/p?x=1"], _handler!.Asked);
    }

    [Theory]
    [InlineData("wss://h.test/", null)]
    [InlineData(null, "a\nb")]
    public async Task Fetch_SignerAnswersNonsense_IsRefusedWithoutRepeatingIt(string? fullUrl, string? header)
    {
        var headers = header is null ? null : new Dictionary<string, string> { ["X-A"] = header };
        var fetched = await Fetcher(_ => Protobuf([]), _ => new Signature(null, fullUrl, headers, null, null)).FetchAsync(ResumePoint.None, Token);

        Assert.Equal((true, CloseReason.SignerFailed), (fetched.IsRefused, fetched.Reason));
        Assert.DoesNotContain("h.test", fetched.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_SignerFails_IsRefusedWithItsWords()
    {
        var fetched = await Fetcher(_ => Protobuf([]), _ => throw new SignerException("down")).FetchAsync(ResumePoint.None, Token);

        Assert.Equal((CloseReason.SignerFailed, "down"), (fetched.Reason, fetched.Detail));
    }

    [Fact]
    public async Task Fetch_BodyOverTheCap_IsTooLarge()
    {
        var fetched = await Fetcher(_ => Protobuf(new byte[5000])).FetchAsync(ResumePoint.None, Token);

        Assert.Equal(CloseReason.MessageTooLarge, fetched.Reason);
        Assert.Contains("4096 bytes", fetched.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_Again_TellsHowLongTheOneBeforeTook()
    {
        var fetcher = Fetcher(_ =>
        {
            _time.Advance(TimeSpan.FromMilliseconds(120));
            return Protobuf(ScriptedFetcher.Response("c").ToByteArray());
        });
        await fetcher.FetchAsync(ResumePoint.None, Token);
        await fetcher.FetchAsync(ResumePoint.None, Token);

        Assert.Contains("&last_rtt=120&", _handler!.Asked[1], StringComparison.Ordinal);
    }

    private static HttpResponseMessage Protobuf(byte[] body) => new(HttpStatusCode.OK) { Content = new ByteArrayContent(body) };

    private RoomFetcher Fetcher(Func<HttpRequestMessage, HttpResponseMessage> answer, Func<SignRequest, Signature>? sign = null)
    {
        _handler = new ScriptedHandler(answer);
        _caller = new HttpCaller(_handler, new HttpCallLimits(TimeSpan.FromSeconds(10), 4096), _time);
        var parts = new PollingParts(
            new PollingOptions(), "agent", "42", s_endpoint, new Signer(sign ?? (_ => Signature.None)), new Cookies(), _caller, new ConnectPacer(100, 100, _time), _time);
        return new RoomFetcher(parts, "777", 7_300_000_000_000_000_001, socketWanted: true, _routes);
    }

    private sealed class Signer(Func<SignRequest, Signature> sign) : ISigner
    {
        public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(sign(request));
    }

    private sealed class Cookies : ICookieSource
    {
        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult("ttwid=t");
    }
}
