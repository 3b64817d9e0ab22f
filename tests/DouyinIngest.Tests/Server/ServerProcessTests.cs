using System.Diagnostics;
using System.Text.Json;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Tests.Fakes;
using DouyinIngest.Tests.Server.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace DouyinIngest.Tests.Server;

/// <summary>The service as an operator starts it: a process with an environment, a working directory, an exit code and two streams.</summary>
public sealed class ServerProcessTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("douyin-ingest-");
    private readonly EmbeddedKafka _kafka = new();

    [Fact]
    public async Task Run_SettingsOfADotEnvFileAndJsonLogs_EndsCleanBySignal()
    {
        ServiceTopics.MakeIn(_kafka);
        await WriteAsync($"""
            # settings of the service, and a variable that is not one
            export DOUYIN_INGEST__Kafka__BootstrapServers="{_kafka.BootstrapServers}"
            DOUYIN_INGEST__Logging__Json=true
            DOUYIN_INGEST__Management__Port=1
            DOUYIN_INGEST__Ingest__Rooms__0=732001
            DOUYIN_INGEST__RoomInfo__UpstreamUrl=http://127.0.0.1:1
            OTHER__Kafka__Lingr=1
            """);
        using var process = Start([new("DOUYIN_INGEST__Management__Port", "0")]);
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).Soon() is { } line)
        {
            lines.Add(line);
            if (line.Contains("IngestStarted", StringComparison.Ordinal) || line.Contains("Following rooms", StringComparison.Ordinal))
            {
                using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                await kill.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
            }
        }

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(IngestServer.Stopped, process.ExitCode);
        Assert.All(lines, line =>
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.String, json.RootElement.GetProperty("Message").ValueKind);
        });
        Assert.Contains(lines, line => line.Contains("every record is on the broker", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_MistakesOfTheEnvironment_AreSaidTogetherOnStderr()
    {
        await WriteAsync("DOUYIN_INGEST__Drain__Settel=00:00:01");
        using var process = Start([
            new("DOUYIN_INGEST__Kafka__BootstrapServer", "a:1"),
            new("DOUYIN_INGEST__Signing__Mode", "magic"),
            new("DOUYIN_INGEST__Ingest__OfflineInterval", "soon"),
            new("DOUYIN_INGEST_Kafka__Typo", "not ours: one underscore"),
        ]);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).Soon();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();

        Assert.Equal(IngestServer.Failed, process.ExitCode);
        Assert.Equal(
            [
                "Drain:Settel is no setting; the nearest is Drain:Settle.",
                "Ingest:OfflineInterval is 'soon', but must be a time such as 00:00:30 (hours:minutes:seconds).",
                "Kafka:BootstrapServer is no setting; the nearest is Kafka:BootstrapServers.",
                "Signing:Mode is 'magic', but must be one of None, Http.",
            ],
            errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task Run_BrokenDotEnv_NamesTheLineAndNoValue()
    {
        await WriteAsync("A=1\nsecret-without-a-name\n");
        using var process = Start([]);
        var errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).Soon();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).Soon();
        Assert.Equal(IngestServer.Failed, process.ExitCode);
        Assert.StartsWith(".env, line 2: expected KEY=VALUE", errors, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task RunAsync_ProducerDies_EndsNonZero()
    {
        ServiceTopics.MakeIn(_kafka);
        KafkaEventSink? sink = null;
        var running = IngestServer.RunAsync(
            [$"--Kafka:BootstrapServers={_kafka.BootstrapServers}", "--Management:Port=0", "--Logging:LogLevel:Default=None", .. ServiceTopics.OneRoom],
            builder => builder.Services.AddSingleton<IRoomDirectory>(services =>
            {
                sink = services.GetRequiredService<KafkaEventSink>();
                return services.GetRequiredService<RoomHost>();
            }),
            stoppingToken: TestContext.Current.CancellationToken);
        await Waiting.UntilAsync(() => sink is not null);
        sink!.FailForTest((int)Confluent.Kafka.ErrorCode.OutOfOrderSequenceNumber, "made up");
        Assert.Equal(IngestServer.Failed, await running.Soon());
    }

    public void Dispose()
    {
        _kafka.Dispose();
        _folder.Delete(recursive: true);
    }

    private Task WriteAsync(string text) => File.WriteAllTextAsync(Path.Combine(_folder.FullName, ".env"), text, TestContext.Current.CancellationToken);

    private Process Start(IEnumerable<KeyValuePair<string, string>> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "DouyinIngest.Server.dll")])
        {
            WorkingDirectory = _folder.FullName,
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
