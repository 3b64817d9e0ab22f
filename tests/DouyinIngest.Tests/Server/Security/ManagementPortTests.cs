using System.Net;
using System.Net.Sockets;
using System.Text;
using DouyinIngest.Server.Security;
using DouyinIngest.Server.Web;
using DouyinIngest.Tests.Server.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace DouyinIngest.Tests.Server.Security;

/// <summary>What the management port refuses, and what it says to browsers.</summary>
public sealed class ManagementPortTests : IAsyncLifetime
{
    private readonly ConsoleWorld _world = new(20);
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();

    public ManagementPortTests() => _app = _world.Build();

    [Theory]
    [InlineData("/api/rooms/100001/pause")]
    [InlineData("/api/rooms/100001/resume")]
    public async Task Write_NoTokenSet_NamesTheSetting(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer anything-at-all-0000");
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
        Assert.Contains("Management:TokenFile", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(_world.Written);
    }

    [Theory]
    [InlineData("POST", "/rooms")]
    [InlineData("DELETE", "/rooms/100001")]
    [InlineData("PUT", "/api/rooms/100001")]
    [InlineData("POST", "/metrics")]
    [InlineData("POST", "/healthz/live")]
    [InlineData("POST", "/console")]
    [InlineData("DELETE", "/api/rooms/100001/pause")]
    public async Task Write_AnythingElse_IsRefused(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("/console", "text/html")]
    [InlineData("/console/console.css", "text/css")]
    [InlineData("/console/console.js", "text/javascript")]
    [InlineData("/console/icon.svg", "image/svg+xml")]
    [InlineData("/api/rooms", "application/json")]
    [InlineData("/rooms", "application/json")]
    public async Task Answer_CarriesTheHeadersThatBrowsersHeed(string path, string type)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.StartsWith("default-src 'self';", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.False(answer.Headers.Contains("Server"));
    }

    [Fact]
    public async Task Page_HasNoInlineScriptOrStyleAndNamesNoOtherHost()
    {
        foreach (var path in ConsolePage.Paths.Where(path => !path.EndsWith(".svg", StringComparison.Ordinal)))
        {
            var text = await _http.GetStringAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.DoesNotContain("https://", text, StringComparison.Ordinal);
            Assert.DoesNotContain("style=", text, StringComparison.Ordinal);
            Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
            Assert.DoesNotContain("eval(", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Request_OverItsCaps_IsRefused()
    {
        Assert.Equal(413, await RawAsync($"POST /api/rooms/1/pause HTTP/1.1\r\nHost: localhost\r\nContent-Length: {RequestCaps.BodyBytes + 1}\r\n\r\n{new string('x', RequestCaps.BodyBytes + 1)}", 413, 405));
        Assert.Equal(414, await RawAsync($"GET /{new string('x', RequestCaps.LineBytes)} HTTP/1.1\r\nHost: localhost\r\n\r\n", 414));
        Assert.Equal(431, await RawAsync($"GET / HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', RequestCaps.HeaderBytes)}\r\n\r\n", 431));
        Assert.Equal(431, await RawAsync($"GET / HTTP/1.1\r\nHost: localhost\r\n{string.Concat(Enumerable.Range(0, RequestCaps.HeaderCount).Select(i => $"X{i}: 1\r\n"))}\r\n", 431));
    }

    [Theory]
    [InlineData("127.0.0.1", "evil.example", "", "", "/api/rooms", false)]
    [InlineData("127.0.0.1", "evil.example", "", "", "/rooms", false)]
    [InlineData("127.0.0.1", "evil.example", "", "", "/metrics", true)]
    [InlineData("127.0.0.1", "evil.example", "", "", "/healthz/live", true)]
    [InlineData("127.0.0.1", "localhost:9464", "", "", "/api/rooms", true)]
    [InlineData("127.0.0.1", "127.0.0.1:9464", "", "", "/api/rooms", true)]
    [InlineData("127.0.0.1", "[::1]:9464", "", "", "/api/rooms", true)]
    [InlineData("0.0.0.0", "ingest.example", "", "", "/api/rooms", true)]
    [InlineData("0.0.0.0", "ingest.example", "cross-site", "cors", "/api/rooms", false)]
    [InlineData("0.0.0.0", "ingest.example", "cross-site", "no-cors", "/console/console.js", false)]
    [InlineData("0.0.0.0", "ingest.example", "cross-site", "navigate", "/console", true)]
    [InlineData("0.0.0.0", "ingest.example", "same-origin", "cors", "/api/rooms", true)]
    [InlineData("0.0.0.0", "ingest.example", "none", "navigate", "/console", true)]
    public void Request_OfAnotherSite_IsRefused(string listening, string host, string site, string mode, string path, bool served)
    {
        var context = new DefaultHttpContext();
        context.Request.Host = new HostString(host);
        context.Request.Path = path;
        if (site.Length > 0)
        {
            context.Request.Headers["Sec-Fetch-Site"] = site;
            context.Request.Headers["Sec-Fetch-Mode"] = mode;
        }

        Assert.Equal(served, SecurityHeaders.Refused(context.Request, IPAddress.Parse(listening)) is null);
    }

    [Fact]
    public async Task Request_UnderAnotherName_IsMisdirected()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/rooms", UriKind.Relative));
        request.Headers.Host = "evil.example";
        using var answer = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MisdirectedRequest, answer.StatusCode);
    }

    public async ValueTask InitializeAsync()
    {
        await _app.StartAsync(TestContext.Current.CancellationToken);
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    /// <summary>Sends bytes as they are; the status, or the first of <paramref name="expected"/> when the answer is one of them.</summary>
    private async Task<int> RawAsync(string request, params int[] expected)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, _http.BaseAddress!.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(client.GetStream());
        var line = await reader.ReadLineAsync(TestContext.Current.CancellationToken);
        var status = int.Parse(line!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        return expected.Contains(status) ? expected[0] : status;
    }
}
