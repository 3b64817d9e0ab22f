using System.Net.WebSockets;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class WebSocketSessionConnectorTests
{
    private const long RoomId = 7_300_000_000_000_000_001;
    private readonly ArmedTime _time = new();
    private readonly RecordingListener _listener = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nHandshake-Msg: DEVICE_BLOCKED\r\nHandshake-Status: 415\r\nContent-Length: 0\r\n\r\n", CloseReason.DeviceBlocked, "DEVICE_BLOCKED")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", CloseReason.UpstreamError, "HTTP 200")]
    [InlineData("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", CloseReason.Forbidden, "Signing:Mode=http")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", CloseReason.RoomNotFound, "HTTP 404")]
    [InlineData("HTTP/1.1 429 Too Many\r\nContent-Length: 0\r\n\r\n", CloseReason.RateLimited, "HTTP 429")]
    [InlineData("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n", CloseReason.UpstreamError, "wrong signature")]
    public async Task Connect_Refused_IsClassified(string answer, CloseReason reason, string says)
    {
        await using var server = new CannedServer(answer);
        var result = await ConnectAsync(new SocketOptions { Url = server.Url() });

        Assert.Null(result.Session);
        Assert.Equal(reason, result.Reason);
        Assert.Contains(says, result.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.1 101 X\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n")]
    [InlineData("HTTP/1.1 101 X\r\nUpgrade: other\r\nConnection: Upgrade\r\n\r\n")]
    public async Task Connect_SwitchedToSomethingElse_IsUpstreamError(string answer)
    {
        await using var server = new CannedServer(answer);
        var result = await ConnectAsync(new SocketOptions { Url = server.Url() });

        Assert.Equal((CloseReason.UpstreamError, "The answer is 101, but not that of a WebSocket."), (result.Reason, result.Detail));
    }

    // The example of RFC 6455, section 1.3.
    [Fact]
    public void Accept_IsThatOfTheStandard()
        => Assert.Equal("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", WebSocketHandshake.AcceptOf("dGhlIHNhbXBsZSBub25jZQ=="));

    [Fact]
    public async Task Connect_NobodyListens_IsNetworkInTheSystemsWords()
    {
        Uri url;
        await using (var server = new CannedServer(""))
        {
            url = server.Url();
        }

        var result = await ConnectAsync(new SocketOptions { Url = url });

        Assert.Equal(CloseReason.Network, result.Reason);
        Assert.Contains("refused", result.Detail, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Connect_TlsThatIsCutOff_IsNoWordOfTheSite()
    {
        var server = new CannedServer("");
        var connecting = ConnectAsync(new SocketOptions { Url = server.Url("wss") });
        await Waiting.UntilAsync(() => server.Request.Length > 0);
        await server.DisposeAsync();

        Assert.Contains((await connecting).Reason, new[] { CloseReason.Tls, CloseReason.Network });
    }

    [Fact]
    public async Task Connect_NoAnswer_TimesOut()
    {
        await using var server = new CannedServer(null);
        var connecting = ConnectAsync(new SocketOptions { Url = server.Url(), ConnectTimeout = TimeSpan.FromSeconds(7) });
        await Waiting.UntilAsync(() => server.Request.Length > 0);
        _time.Advance(TimeSpan.FromSeconds(7));

        var result = await connecting;
        Assert.Equal((CloseReason.Network, "no answer within 7 s"), (result.Reason, result.Detail));
    }

    [Fact]
    public async Task Connect_Stopped_Throws()
    {
        await using var server = new CannedServer(null);
        using var stop = new CancellationTokenSource();
        var connecting = ConnectAsync(new SocketOptions { Url = server.Url() }, stop: stop.Token);
        await Waiting.UntilAsync(() => server.Request.Length > 0);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task Connect_SignerFails_SaysSo()
    {
        var result = await ConnectAsync(new SocketOptions(), new Signer(_ => throw new SignerException("look at Signing:Url")));

        Assert.Equal((CloseReason.SignerFailed, "look at Signing:Url"), (result.Reason, result.Detail));
    }

    [Theory]
    [InlineData("no url", null)]
    [InlineData("ftp://127.0.0.1/", null)]
    [InlineData("http://127.0.0.1/", null)]
    [InlineData(null, "ttwid=é")]
    [InlineData(null, "bad\r\nheader: x")]
    public async Task Connect_SignerGivesWhatCannotBeSent_SaysSoWithoutShowingIt(string? fullUrl, string? cookies)
    {
        var result = await ConnectAsync(new SocketOptions { Url = new Uri("ws://127.0.0.1:1/") }, new Signer(_ => new Signature(null, fullUrl, null, cookies, null)));

        Assert.Equal(CloseReason.SignerFailed, result.Reason);
        Assert.DoesNotContain("header: x", result.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_RequestCarriesSignatureCookiesAndHeaders()
    {
        await using var server = new CannedServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        SignRequest? asked = null;
        var signer = new Signer(r =>
        {
            asked = r;
            return new Signature("sig+1", null, new Dictionary<string, string>(StringComparer.Ordinal) { ["X-Extra"] = "e" }, null, null);
        });
        await ConnectAsync(new SocketOptions { Url = server.Url(), UserAgent = "Mozilla/5.0 test", UserUniqueId = "42" }, signer);

        Assert.Equal(("777", "7300000000000000001", "42", "Mozilla/5.0 test"), (asked!.WebRid, asked.RoomId, asked.UserUniqueId, asked.UserAgent));
        Assert.StartsWith($"GET /webcast/im/push/v2/?{asked.RawQuery}&signature=sig%2B1 HTTP/1.1\r\n", server.Request, StringComparison.Ordinal);
        Assert.Contains("\r\nCookie: ttwid=t\r\n", server.Request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: Mozilla/5.0 test\r\n", server.Request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Extra: e\r\n", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_SignersWholeUrlAndCookies_AreUsed()
    {
        await using var server = new CannedServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        var full = new Uri(server.Url(), "/signed?x=1").AbsoluteUri;
        await ConnectAsync(new SocketOptions(), new Signer(_ => new Signature(null, full, null, "theirs=1", null)));

        Assert.StartsWith("GET /signed?x=1 HTTP/1.1", server.Request, StringComparison.Ordinal);
        Assert.Contains("\r\nCookie: theirs=1\r\n", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_RealServer_HeartbeatFramesAckAndPoliteClose()
    {
        var atServer = new List<byte[]>();
        WebSocketCloseStatus? closed = null;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseWebSockets();
        app.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            await socket.SendAsync(new byte[] { 1, 2, 3 }, WebSocketMessageType.Binary, true, Token);
            var buffer = new byte[1024];
            while (true)
            {
                var read = await socket.ReceiveAsync(buffer, Token);
                if (read.MessageType == WebSocketMessageType.Close)
                {
                    closed = read.CloseStatus;
                    await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
                    return;
                }

                atServer.Add(buffer[..read.Count]);
            }
        });
        await app.StartAsync(Token);

        var result = await ConnectAsync(new SocketOptions { Url = new Uri(app.Urls.Single().Replace("http", "ws", StringComparison.Ordinal)) });
        using (var message = await result.Session!.ReceiveAsync(Token).Soon())
        {
            Assert.Equal([1, 2, 3], message.Bytes.ToArray());
        }

        result.Session.Send(new byte[] { 9 });
        await result.Session.DisposeAsync().Soon();
        await Waiting.UntilAsync(() => closed is not null);

        Assert.Equal([[0x3a, 0x02, 0x68, 0x62], [9]], atServer);
        Assert.Equal(WebSocketCloseStatus.NormalClosure, closed);
        await app.StopAsync(Token);
    }

    [Fact]
    public void Options_HaveNoWayAroundTls()
        => Assert.DoesNotContain(typeof(SocketOptions).GetProperties(), p => p.Name.Contains("Cert", StringComparison.OrdinalIgnoreCase));

    [Theory]
    [InlineData("", "left over", false)]
    [InlineData("t-1_r-2", "src:dim|x:y", true)]
    public async Task Connect_Cursor_IsSentOnlyWhenThereIsOne(string cursor, string internalExt, bool sent)
    {
        await using var server = new CannedServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        var factory = new WebSocketSessionConnectorFactory(new SocketOptions { Url = server.Url() }, new NoneSigner(), new Cookies(), _time);
        await factory.Create(new SessionTarget("777", RoomId), _listener).ConnectAsync(new ResumePoint(cursor, internalExt), Token).Soon();

        Assert.Equal(sent, server.Request.Contains("&cursor=t-1_r-2&internal_ext=src:dim%7Cx:y&", StringComparison.Ordinal));
        Assert.Equal(sent, server.Request.Contains("cursor=", StringComparison.Ordinal));
        Assert.Equal(sent, server.Request.Contains("internal_ext=", StringComparison.Ordinal));
        Assert.Contains("room_id=7300000000000000001", server.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "app_id=of-default&")]
    [InlineData("default", "app_id=of-default&")]
    [InlineData("second", "app_id=of-second&")]
    public async Task Connect_CredentialOfARoom_SendsItsAppId(string? credential, string sent)
    {
        await using var server = new CannedServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        await Named(server, SocketProfile.ImV1).Create(new SessionTarget("777", RoomId, Credential: credential), _listener).ConnectAsync(ResumePoint.None, Token).Soon();
        Assert.Contains(sent, server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_CredentialWithoutAppId_IsRefusedAndUsesNobodyElses()
    {
        await using var server = new CannedServer("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        var result = await Named(server, SocketProfile.ImV1).Create(new SessionTarget("777", RoomId, Credential: "third"), _listener).ConnectAsync(ResumePoint.None, Token).Soon();
        Assert.Equal(CloseReason.CredentialUnknown, result.Reason);
        Assert.Contains("'third'", result.Detail, StringComparison.Ordinal);

        await Named(server, SocketProfile.PushV2).Create(new SessionTarget("777", RoomId, Credential: "third"), _listener).ConnectAsync(ResumePoint.None, Token).Soon();
        Assert.DoesNotContain("app_id", server.Request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 OK\r\nHandshake-Msg: DEVICE_BLOCKED", null, "ttwid=t")]
    [InlineData("403 Forbidden", null, "ttwid=t")]
    [InlineData("403 Forbidden", "of=the signer", null)]
    [InlineData("429 Too Many Requests", null, null)]
    [InlineData("502 Bad Gateway", null, null)]
    public async Task Connect_NotTrusted_TellsTheCookiesThatWereSent(string status, string? ofSigner, string? told)
    {
        await using var server = new CannedServer($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");
        var cookies = new Cookies();
        var signer = new Signer(_ => Signature.None with { Cookies = ofSigner });
        var factory = new WebSocketSessionConnectorFactory(new SocketOptions { Url = server.Url() }, signer, cookies, _time);

        await factory.Create(new SessionTarget("777", RoomId), _listener).ConnectAsync(ResumePoint.None, Token).Soon();

        Assert.Equal(told, cookies.Told);
    }

    [Fact]
    public async Task Connect_AllWaitedForOneCookie_OpenOneAfterTheOther()
    {
        var cookies = new SlowCookies();
        var signer = new Signer(_ => Signature.None with { FullUrl = "ends the attempt before a socket" });
        var factory = new WebSocketSessionConnectorFactory(new SocketOptions { ConnectsPerSecond = 1, ConnectBurst = 3 }, signer, cookies, _time);
        var rooms = Enumerable.Range(0, 3).Select(_ => factory.Create(new SessionTarget("777", RoomId), _listener).ConnectAsync(ResumePoint.None, Token).AsTask()).ToList();
        Assert.Equal(3, cookies.Waiting);

        _time.Advance(TimeSpan.FromSeconds(1));
        cookies.Obtained();
        Assert.Equal(1, rooms.Count(r => r.IsCompleted));

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.All(await Task.WhenAll(rooms).Soon(), r => Assert.Equal(CloseReason.SignerFailed, r.Reason));
    }

    private WebSocketSessionConnectorFactory Named(CannedServer server, string profile) => new(
        new SocketOptions { Url = server.Url(), Profile = profile, AppId = "of-default", AppIds = { ["second"] = "of-second" } }, new NoneSigner(), new Cookies(), _time);

    private async Task<ConnectResult> ConnectAsync(SocketOptions options, ISigner? signer = null, CancellationToken? stop = null)
    {
        var factory = new WebSocketSessionConnectorFactory(options, signer ?? new NoneSigner(), new Cookies(), _time);
        return await factory.Create(new SessionTarget("777", RoomId), _listener).ConnectAsync(ResumePoint.None, stop ?? Token).Soon();
    }

    private sealed class Signer(Func<SignRequest, Signature> sign) : ISigner
    {
        public ValueTask<Signature> SignAsync(SignRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(sign(request));
    }

    private sealed class Cookies : ICookieSource
    {
        public string? Told { get; private set; }

        public ValueTask<string> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult("ttwid=t");

        public void Refused(string cookies) => Told = cookies;
    }

    /// <summary>Given to all who wait at one moment, which have gone on as far as they can when <see cref="Obtained"/> returns.</summary>
    private sealed class SlowCookies : ICookieSource
    {
        private readonly TaskCompletionSource<string> _obtained = new();

        public int Waiting { get; private set; }

        public ValueTask<string> GetAsync(CancellationToken cancellationToken)
        {
            Waiting++;
            return new ValueTask<string>(_obtained.Task);
        }

        public void Obtained() => _obtained.SetResult("ttwid=t");
    }
}
