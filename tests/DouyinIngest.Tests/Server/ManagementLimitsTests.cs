using System.Net;
using System.Net.Sockets;
using System.Text;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Server;
using DouyinIngest.Server.Security;
using DouyinIngest.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Tests.Server;

/// <summary>What a caller of the management port cannot make it bear.</summary>
public sealed class ManagementLimitsTests : IAsyncLifetime
{
    private readonly WebApplication _app;

    public ManagementLimitsTests()
    {
        _app = IngestServer.Build(
            ["--Kafka:BootstrapServers=127.0.0.1:1", "--Management:Port=0", "--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"],
            builder => builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(IngestHostedService))));
        _app.MapPost("/test/body", async (HttpRequest request) =>
        {
            using var reader = new StreamReader(request.Body);
            return (await reader.ReadToEndAsync()).Length;
        });
    }

    public static TheoryData<string, string, int> Requests() => new()
    {
        { "small", Get("/healthz/live"), 200 },
        { "line", Get("/healthz/live?" + new string('x', RequestCaps.LineBytes)), 414 },
        { "line that fits", Get("/healthz/live?" + new string('x', RequestCaps.LineBytes - 100)), 200 },
        { "headers too many", Get("/healthz/live", [.. Enumerable.Range(0, RequestCaps.HeaderCount + 1).Select(i => $"X-{i}: 1")]), 431 },
        { "headers that fit", Get("/healthz/live", [.. Enumerable.Range(0, RequestCaps.HeaderCount - 4).Select(i => $"X-{i}: 1")]), 200 },
        { "headers too large", Get("/healthz/live", [.. Enumerable.Range(0, 3).Select(i => $"X-{i}: {new string('x', RequestCaps.HeaderBytes / 2)}")]), 431 },
        { "body that fits", Post(RequestCaps.BodyBytes), 200 },
        { "body too large", Post(RequestCaps.BodyBytes + 1), 413 },
        { "no HTTP", "hello\r\n\r\n", 400 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Request_Table(string name, string request, int expected)
    {
        Assert.NotEmpty(name);
        var answer = await AskAsync(request);
        Assert.StartsWith($"HTTP/1.1 {expected} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Connections_OneMoreThanAllowed_IsClosedUnanswered()
    {
        var open = new List<TcpClient>();
        try
        {
            for (var i = 0; i < RequestCaps.Connections; i++)
            {
                open.Add(await ConnectAsync());
            }

            // All of them have been accepted once the last one answers.
            Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(open[^1], Get("/healthz/live")), StringComparison.Ordinal);
            open.RemoveAt(open.Count - 1);
            using var takesItsPlace = await ConnectAsync();
            using var oneTooMany = await ConnectAsync();
            using var another = await ConnectAsync();
            string[] answers = [await AskAsync(takesItsPlace, Get("/healthz/live")), await AskAsync(oneTooMany, Get("/healthz/live")), await AskAsync(another, Get("/healthz/live"))];
            Assert.Contains("", answers);
        }
        finally
        {
            open.ForEach(one => one.Dispose());
        }
    }

    [Fact]
    public void Limits_AreSet()
    {
        var limits = _app.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits;
        Assert.InRange(limits.RequestHeadersTimeout, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));
        Assert.Equal(RequestCaps.Connections, limits.MaxConcurrentConnections);
        Assert.NotNull(limits.MinRequestBodyDataRate);
    }

    public async ValueTask InitializeAsync() => await _app.StartAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static string Get(string path, params string[] headers)
        => $"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{string.Concat(headers.Select(header => header + "\r\n"))}\r\n";

    private static string Post(int bytes) => $"POST /test/body HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {bytes}\r\n\r\n{new string('x', bytes)}";

    private async Task<TcpClient> ConnectAsync()
    {
        var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single()).Port, TestContext.Current.CancellationToken).AsTask().Soon();
        return client;
    }

    private async Task<string> AskAsync(string request)
    {
        using var client = await ConnectAsync();
        return await AskAsync(client, request);
    }

    /// <summary>The answer; empty when the connection was closed without one.</summary>
    private static async Task<string> AskAsync(TcpClient client, string request)
    {
        try
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken).Soon();
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            return await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Soon();
        }
        catch (IOException)
        {
            return "";
        }
    }
}
