using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.RoomInfo;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prometheus;

namespace DouyinIngest.Pipeline.Canary;

/// <summary>
/// Follows the canary room through the whole path but its end: look-up, signature, socket, frames, messages, events. What goes wrong with it ends
/// nothing else.
/// </summary>
internal sealed partial class CanaryHostedService(
    IRoomInfoClient roomInfo,
    ISessionConnectorFactory connectors,
    IReconnectPolicy policy,
    FrameInflater inflater,
    CanaryMetrics metrics,
    CollectorRegistry registry,
    IOptions<CanaryOptions> options,
    IOptions<EventOptions> events,
    IOptions<IngestOptions> ingest,
    IOptions<DrainOptions> drain,
    TimeProvider time,
    ILoggerFactory loggers) : BackgroundService
{
    /// <summary>How long it rests after faults of ours.</summary>
    internal static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly ILogger _logger = loggers.CreateLogger<CanaryHostedService>();
    private readonly CanarySink _sink = new(metrics, time);
    private volatile RoomRunner? _runner;

    /// <summary>How the canary does; null: there is none.</summary>
    public CanaryReport? Report => _runner?.Snapshot() is { } room
        ? new CanaryReport(
            room.LiveId, CanaryReport.Up(room.State, _sink.LastEventAt, options.Value.MaxSilence, time.GetUtcNow()), room.State, _sink.LastEventAt, room.LastRefusal)
        : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.LiveId is not { Length: > 0 } liveId)
        {
            return;
        }

        metrics.Configured();
        registry.AddBeforeCollectCallback(() =>
        {
            if (Report is { } report)
            {
                metrics.Stands(report);
            }
        });
        var services = new RoomServices(
            roomInfo, connectors, policy, inflater, _sink, new PodBudget(ingest.Value.InFlightBytesPerRoom), new CanaryListener(metrics), events, ingest, drain, time, loggers);
        while (!stoppingToken.IsCancellationRequested)
        {
            // By the socket alone: falling back to polling would hide what it is to show.
            var assignment = new RoomAssignment(liveId, 0, new Dictionary<string, string>(StringComparer.Ordinal)) { Transport = RoomTransport.Websocket };
            var runner = new RoomRunner(assignment, services);
            _runner = runner;
            try
            {
                await FollowAsync(runner, stoppingToken);
            }
            catch (RoomFaultException e)
            {
                Log.Faulted(_logger, liveId, Rest, e);
                await Task.Delay(Rest, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(RoomRunner runner, CancellationToken stoppingToken)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        var looking = LookAtSilenceAsync(runner, life.Token);
        try
        {
            await runner.RunAsync(life.Token);
        }
        finally
        {
            await life.CancelAsync();
            await looking.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAtSilenceAsync(RoomRunner runner, CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ingest.Value.OfflineInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (runner.IsSilent)
            {
                await runner.LookIfOverAsync(stoppingToken);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The canary {LiveId}: a fault of ours; it rests for {Delay}", EventName = "CanaryFaulted")]
        public static partial void Faulted(ILogger logger, string liveId, TimeSpan delay, Exception fault);
    }
}
