using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>One instance of a fleet as a process of its own: what it says, and whether it is ready.</summary>
internal sealed class FleetService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(5) };

    private readonly ChildProcess _process;
    private readonly Uri _ready;

    public FleetService(FleetGround ground, KafkaOptions options)
    {
        var port = LoopbackPorts.Free(1)[0];
        _ready = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/healthz/ready"));
        _process = ChildProcess.Start("DouyinIngest.Server", [.. Arguments(ground, options), string.Create(CultureInfo.InvariantCulture, $"--Management:Port={port}")]);
    }

    public ChildProcess Process => _process;

    private string Said => _process.Output + _process.Errors;

    public static IReadOnlyList<string> Arguments(FleetGround ground, KafkaOptions options) =>
    [
        $"--Kafka:BootstrapServers={options.BootstrapServers}",
        $"--Kafka:ControlTopic={options.ControlTopic}",
        $"--Kafka:CheckpointTopic={options.CheckpointTopic}",
        string.Create(CultureInfo.InvariantCulture, $"--Kafka:CheckpointPartitions={options.CheckpointPartitions}"),
        "--Kafka:Client:topic.metadata.refresh.interval.ms=1000",
        $"--Fleet:Group={FleetGround.Group(options)}",
        "--Fleet:SessionTimeout=00:00:06",
        $"--RoomInfo:UpstreamUrl={ground.Upstream.BaseUrl}",
        $"--Socket:Url={ground.Upstream.SocketUrl}",
    ];

    /// <summary>The line that has all of these parts, once there is one; null: there was none in time.</summary>
    public async Task<string?> LineAsync(IReadOnlyList<string> parts)
    {
        string? found = null;
        try
        {
            await Eventually.IsTrueAsync(
                () => (found = Said.Split('\n').FirstOrDefault(line => parts.All(part => line.Contains(part, StringComparison.Ordinal)))) is not null || _process.HasExited, Patience);
        }
        catch (TimeoutException)
        {
            // Told by the null.
        }

        return found;
    }

    /// <summary>The body of its readiness, once it has all of these parts; null: it never had.</summary>
    public async Task<string?> ReadinessAsync(IReadOnlyList<string> parts)
    {
        var body = "";
        try
        {
            await Eventually.IsTrueAsync(
                async () =>
                {
                    body = await BodyAsync();
                    return parts.All(part => body.Contains(part, StringComparison.Ordinal));
                },
                Patience);
            return body;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>Whether it becomes ready.</summary>
    public async Task<bool> BecomesReadyAsync() => await ReadinessAsync(["\"ready\""]) is not null;

    public string Tail() => string.Join('\n', Said.Split('\n').TakeLast(15));

    public ValueTask DisposeAsync() => _process.DisposeAsync();

    private async Task<string> BodyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(_ready);
            return await answer.Content.ReadAsStringAsync();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return "";
        }
    }
}
