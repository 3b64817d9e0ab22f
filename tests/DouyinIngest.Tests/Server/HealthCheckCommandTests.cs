using System.Net;
using System.Net.Sockets;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Tests.Server;

/// <summary>What a container engine learns of a server by running it a second time with <c>--healthcheck</c>.</summary>
public sealed class HealthCheckCommandTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(false, "--Management:Port=1")]
    [InlineData(false, "--healthchecks")]
    [InlineData(true, "--healthcheck")]
    [InlineData(true, "--HealthCheck=live")]
    [InlineData(true, "--Management:Port=1", "--healthcheck=ready")]
    public void IsAsked_Table(bool expected, params string[] args) => Assert.Equal(expected, HealthCheckCommand.IsAsked(args));

    [Theory]
    [InlineData("http://127.0.0.1:9464/healthz/ready", "--healthcheck")]
    [InlineData("http://127.0.0.1:9464/healthz/ready", "--healthcheck=ready")]
    [InlineData("http://127.0.0.1:9464/healthz/live", "--healthcheck=live")]
    [InlineData("http://127.0.0.1:81/healthz/ready", "--healthcheck", "--Management:Port=81")]
    [InlineData("http://127.0.0.1:81/healthz/live", "--Management:Host=0.0.0.0", "--healthcheck=live", "--Management:Port=81")]
    [InlineData("http://[::1]:9464/healthz/ready", "--healthcheck", "--Management:Host=::")]
    [InlineData("http://[::1]:9464/healthz/ready", "--healthcheck", "--Management:Host=::1")]
    [InlineData("http://10.0.0.7:9464/healthz/ready", "--healthcheck", "--Management:Host=10.0.0.7")]
    public void Address_IsThatOfTheServerWithTheSameSettings(string expected, params string[] args)
        => Assert.Equal(expected, HealthCheckCommand.Address(args).AbsoluteUri);

    [Theory]
    [InlineData("'maybe'", "--healthcheck=maybe")]
    [InlineData("Management:Port", "--healthcheck", "--Management:Port=0")]
    [InlineData("Management:Host", "--healthcheck", "--Management:Host=nowhere")]
    [InlineData("the nearest is Management:Port", "--healthcheck", "--Management:Prt=1")]
    public async Task RunAsync_CannotAsk_SaysWhy(string expected, params string[] args)
    {
        var (exit, said) = await RunAsync(TimeProvider.System, args);
        Assert.Equal(IngestServer.Failed, exit);
        Assert.Contains(expected, said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--healthcheck", 0, "/healthz/ready")]
    [InlineData("--healthcheck=live", 1, "/healthz/live not yet")]
    public async Task RunAsync_Answer_DecidesAndIsPassedOnAsOneLine(string check, int expected, string line)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        await using var app = builder.Build();
        app.MapGet("/healthz/ready", (HttpRequest request) => request.Path.Value);
        app.MapGet("/healthz/live", (HttpRequest request) => Results.Text($"{request.Path}\n  not\r\n yet\n", statusCode: StatusCodes.Status503ServiceUnavailable));
        await app.StartAsync(TestContext.Current.CancellationToken);

        var (exit, said) = await RunAsync(TimeProvider.System, check, $"--Management:Port={new Uri(app.Urls.Single()).Port}");

        Assert.Equal((expected, line), (exit, said.TrimEnd()));
    }

    [Fact]
    public async Task RunAsync_NobodyListens_IsUnhealthy()
    {
        int port;
        using (var gone = new TcpListener(IPAddress.Loopback, 0))
        {
            gone.Start();
            port = ((IPEndPoint)gone.LocalEndpoint).Port;
        }

        var (exit, said) = await RunAsync(TimeProvider.System, "--healthcheck", $"--Management:Port={port}");
        Assert.Equal(IngestServer.Failed, exit);
        Assert.NotEqual("", said.Trim());
    }

    [Fact]
    public async Task RunAsync_NoAnswer_IsUnhealthyAfterFiveSeconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var time = new ArmedTime();

        var running = RunAsync(time, "--healthcheck", $"--Management:Port={((IPEndPoint)silent.LocalEndpoint).Port}");
        await time.AdvanceWhenArmedAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);

        Assert.Equal((IngestServer.Failed, "no answer within 5 s"), await running.Soon() is var (exit, said) ? (exit, said.TrimEnd()) : default);
    }

    private static async Task<(int Exit, string Said)> RunAsync(TimeProvider time, params string[] args)
    {
        var output = new StringWriter();
        var exit = await HealthCheckCommand.RunAsync(args, output, time, TestContext.Current.CancellationToken).Soon();
        return (exit, output.ToString());
    }
}
