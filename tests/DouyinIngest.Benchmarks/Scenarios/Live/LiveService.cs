using System.Globalization;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Simulator;
using DouyinIngest.Webcast.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>The service, whole, in this process, on a simulator's rooms. A recorder stands in front of its last stage.</summary>
internal sealed class LiveService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly HttpClient _http = new();
    private bool _stopped;

    private LiveService(WebApplication app, OrderRecorder order, CollectedLog log)
    {
        _app = app;
        Order = order;
        Log = log;
    }

    public OrderRecorder Order { get; }

    public CollectedLog Log { get; }

    public IRoomDirectory Rooms => _app.Services.GetRequiredService<IRoomDirectory>();

    public KafkaEventSink Sink => _app.Services.GetRequiredService<KafkaEventSink>();

    public long BytesInFlight => _app.Services.GetRequiredService<PodBudget>().All.Bytes;

    public long InFlightLimit => _app.Services.GetRequiredService<PodBudget>().All.Limit;

    public static async Task<LiveService> StartAsync(LiveSettings settings, SimulatorHost simulator, string brokers, CancellationToken cancellationToken)
    {
        var log = new CollectedLog();
        OrderRecorder? order = null;
        var app = IngestServer.Build(Arguments(settings, simulator, brokers), builder =>
        {
            builder.Logging.ClearProviders().AddProvider(log);
            builder.Services.AddSingleton<IEventSink>(s => order = new OrderRecorder(s.GetRequiredService<KafkaEventSink>()));
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

        return new LiveService(app, order!, log);
    }

    /// <summary>GET on the management port: status and body.</summary>
    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(new Uri(_app.Urls.First()), path));
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<bool> IsReadyAsync() => (await GetAsync("/healthz/ready")).Status == 200;

    /// <summary>Stops it as SIGTERM does; idempotent.</summary>
    public async Task StopAsync()
    {
        if (!_stopped)
        {
            _stopped = true;
            await _app.StopAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private static string[] Arguments(LiveSettings settings, SimulatorHost simulator, string brokers)
    {
        var url = string.Equals(settings.Profile, SocketProfile.PushV2, StringComparison.Ordinal)
            ? simulator.SocketUrl
            : new Uri(simulator.SocketUrl, "/websocket/im/v1");
        return
        [
            $"--Kafka:BootstrapServers={brokers}",
            $"--Kafka:TopicPrefix={settings.TopicPrefix}",
            $"--Kafka:DeadLetterTopic={settings.TopicPrefix}.deadletter.v1",
            $"--Kafka:StatusTopic={settings.TopicPrefix}.status.v1",
            $"--Kafka:ValueFormat={settings.ValueFormat}",
            $"--Kafka:CloudEvents={settings.CloudEvents}",
            $"--Socket:Url={url}",
            $"--Socket:Profile={settings.Profile}",
            $"--Socket:HeartbeatInterval={settings.HeartbeatInterval}",
            $"--RoomInfo:UpstreamUrl={simulator.BaseUrl}",
            "--Management:Port=0",
            .. simulator.Rooms.Select((room, i) => string.Create(
                CultureInfo.InvariantCulture, $"--Ingest:Rooms:{i}={(settings.ByLiveId ? room.LiveId : room.RoomId)}")),
            .. settings.Arguments,
        ];
    }
}
