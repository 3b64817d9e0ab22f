using System.Globalization;
using System.Text.RegularExpressions;
using DouyinIngest.Benchmarks.Scenarios.Live;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.OpenPlatform;
using DouyinIngest.Webcast.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DouyinIngest.Benchmarks.Scenarios.Push;

/// <summary>One instance of a fleet with a webhook, whole, in this process.</summary>
internal sealed partial class PushPod : IAsyncDisposable
{
    private readonly WebApplication _app;

    private PushPod(WebApplication app, CollectedLog log)
    {
        _app = app;
        Log = log;
    }

    public CollectedLog Log { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<PushPod> StartAsync(KafkaOptions kafka, SimulatorHost simulator, PlatformOptions platform, int number, int port, CancellationToken cancellationToken)
    {
        var log = new CollectedLog();
        var app = IngestServer.Build(Arguments(kafka, simulator, platform, number, port), builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton(new ProcessEnvironment(name => name switch
            {
                AppCredentials.AppIdVariable => platform.AppId,
                AppCredentials.AppSecretVariable => platform.AppSecret,
                _ => null,
            }));
        });
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new PushPod(app, log);
    }

    /// <summary>Requests to its webhook, by how they ended.</summary>
    public async Task<IReadOnlyDictionary<string, long>> OutcomesAsync()
    {
        using var text = new MemoryStream();
        await _app.Services.GetRequiredService<CollectorRegistry>().CollectAndExportAsTextAsync(text);
        return Requests().Matches(System.Text.Encoding.UTF8.GetString(text.ToArray()))
            .ToDictionary(match => match.Groups["outcome"].Value, match => long.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture), StringComparer.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static string[] Arguments(KafkaOptions kafka, SimulatorHost simulator, PlatformOptions platform, int number, int port) =>
    [
        $"--Kafka:BootstrapServers={kafka.BootstrapServers}",
        $"--Kafka:TopicPrefix={kafka.TopicPrefix}",
        $"--Kafka:DeadLetterTopic={kafka.DeadLetterTopic}",
        $"--Kafka:StatusTopic={kafka.StatusTopic}",
        $"--Kafka:ControlTopic={kafka.ControlTopic}",
        $"--Kafka:CheckpointTopic={kafka.CheckpointTopic}",
        string.Create(CultureInfo.InvariantCulture, $"--Kafka:CheckpointPartitions={kafka.CheckpointPartitions}"),
        $"--Fleet:Group={kafka.TopicPrefix}",
        string.Create(CultureInfo.InvariantCulture, $"--Fleet:Pod=pod-{number}"),
        string.Create(CultureInfo.InvariantCulture, $"--Fleet:PushAddress=127.0.0.1:{port}"),
        string.Create(CultureInfo.InvariantCulture, $"--Push:Port={port}"),
        .. PlatformTypes.All.Take(3).Select(type => $"--Push:Secrets:{type}={platform.Secret}-{type}"),
        $"--OpenPlatform:ApiUrl={simulator.BaseUrl}",
        $"--OpenPlatform:TokenUrl={new Uri(simulator.BaseUrl, "/api/apps/v2/token")}",
        "--OpenPlatform:MissedInterval=00:00:02",
        $"--RoomInfo:UpstreamUrl={simulator.BaseUrl}",
        $"--Socket:Url={simulator.SocketUrl}",
        "--Management:Port=0",
    ];

    [GeneratedRegex("^douyin_push_requests_total\\{outcome=\"(?<outcome>[a-z_]+)\"\\} (?<count>[0-9]+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Requests();
}
