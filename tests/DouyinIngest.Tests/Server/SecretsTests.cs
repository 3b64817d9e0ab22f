using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Server;
using DouyinIngest.Simulator;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Server.Fakes;

namespace DouyinIngest.Tests.Server;

/// <summary>Secrets are planted, everything that the process says is collected, and none of them is found in it.</summary>
public sealed class SecretsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private readonly EmbeddedKafka _kafka = new();

    [Fact]
    public async Task Run_WithSecrets_SaysNoneOfThemAnywhere()
    {
        ServiceTopics.MakeIn(_kafka);
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = 2, EventsPerSecond = 200, Faults = "403@connect=1,times=2" }, cancellationToken: TestContext.Current.CancellationToken);
        using var process = Start(
            [
                $"--Kafka:BootstrapServers={_kafka.BootstrapServers}", "--Kafka:Client:debug=conf,security", "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information",
                $"--Ingest:Rooms:0={simulator.Rooms[0].LiveId}", $"--Ingest:Rooms:1={simulator.Rooms[1].LiveId}",
                $"--RoomInfo:UpstreamUrl={simulator.BaseUrl}", $"--Socket:Url={simulator.SocketUrl}", "--Management:Port=0",
            ]);
        var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var said = new StringBuilder();
        var asked = false;
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).Soon() is { } line)
        {
            said.AppendLine(line);
            if (!asked && Address(line) is { } address)
            {
                asked = true;
                await Waiting.UntilAsync(() => simulator.Counters.Open.Now > 0);
                said.Append(await EverythingServedAsync(address));
                using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        said.Append(await errors.Soon());

        Assert.True(asked, said.ToString());
        Assert.Contains("douyin_rooms", said.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{simulator.Rooms[0].LiveId}", said.ToString(), StringComparison.Ordinal);
        PlantedSecrets.AssertNone(said.ToString());
        Assert.Empty(_folder.EnumerateFileSystemInfos());
    }

    [Theory]
    [InlineData("--Kafka:Client:sasl.mechanisms=PLAINN")]
    [InlineData("--Kafka:Client:security.protocol=SASL_SSL", "--Kafka:Client:ssl.key.pem=planted-key-77aa")]
    [InlineData("--Kafka:Client=sasl.password:planted-sasl-1f9c")]
    [InlineData("--Kafka:BootstrapServer=x")]
    [InlineData("--Cookies:Cookie=planted-cookie-c0de")]
    [InlineData("--Cookies:Cookie=a=planted-cookie-c0de", "--Cookies:CookieFile=x")]
    [InlineData("--Signing:Url=http://me:planted-app-9e9e@127.0.0.1/")]
    [InlineData("--Signing:Mode=http", "--Signing:Url=ftp://me:planted-app-9e9e@127.0.0.1/")]
    public async Task Run_RefusedStart_SaysNoSecret(params string[] wrong)
    {
        using var process = Start([$"--Kafka:BootstrapServers={_kafka.BootstrapServers}", "--Kafka:ConnectTimeout=00:00:01", "--Management:Port=0", .. wrong]);
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).Soon();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();

        Assert.Equal(IngestServer.Failed, process.ExitCode);
        Assert.NotEqual("", errors);
        PlantedSecrets.AssertNone(errors + await output.Soon());
    }

    public void Dispose()
    {
        _kafka.Dispose();
        _folder.Delete(recursive: true);
    }

    private static async Task<string> EverythingServedAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var said = new StringBuilder();
        foreach (var path in (string[])["/metrics", "/rooms", "/rooms/1", "/healthz/live", "/healthz/ready", "/", "/nothing", "/rooms/%00", "/config", "/api/console", "/api/rooms", "/api/assignments"])
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            said.Append(answer.Headers).Append(answer.Content.Headers).AppendLine(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        using var raw = new TcpClient();
        await raw.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await raw.GetStream().WriteAsync("GARBAGE\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(raw.GetStream());
        return said.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken).Soon()).ToString();
    }

    /// <summary>Where it listens, if this line says so.</summary>
    private static Uri? Address(string line)
    {
        const string word = "Now listening on: ";
        var at = line.IndexOf(word, StringComparison.Ordinal);
        return at < 0 ? null : new Uri(line[(at + word.Length)..].Trim());
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DouyinIngest.Server.dll"), .. arguments])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (variable, secret) in PlantedSecrets.Variables)
        {
            start.Environment[variable] = secret;
        }

        return Process.Start(start)!;
    }
}
