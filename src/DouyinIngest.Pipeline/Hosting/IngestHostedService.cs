using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>
/// The service's life: check the topics, run the rooms, and at the end drain: rooms stop reading, deliveries settle, acks go out,
/// sessions close, the producer is flushed. Ends the host when the producer dies or a fault is not one room's alone.
/// </summary>
internal sealed partial class IngestHostedService(
    TopicCheck topics,
    IRoomsRunner runner,
    KafkaEventSink sink,
    IngestHealth health,
    MetricsCollection collection,
    IHostApplicationLifetime lifetime,
    IOptions<DrainOptions> drain,
    TimeProvider time,
    ILogger<IngestHostedService> logger) : BackgroundService, IHostedLifecycleService
{
    /// <summary>Refuses the start when the topics are not as they must be.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        collection.Start();
        await topics.RunAsync(fleet: runner is FleetCoordinator, cancellationToken);
        health.TopicsChecked();
        await base.StartAsync(cancellationToken);
    }

    /// <summary>
    /// Drains here and not in <see cref="BackgroundService.StopAsync"/>: services stop in turn, a web server first, and then nobody could be told
    /// that this instance lives and is not ready, nor scrape what its drain does.
    /// </summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => StopAsync(cancellationToken);

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
        Log.Started(logger);
        health.Running(true);
        var rooms = runner.RunAsync(stop.Token);
        await Task.WhenAny(rooms, sink.FatalError, Task.Delay(Timeout.InfiniteTimeSpan, time, stoppingToken));
        health.Running(false);
        if (sink.FatalError.IsCompletedSuccessfully)
        {
            Fail($"The Kafka producer is dead: {await sink.FatalError}", null);
        }

        await stop.CancelAsync();
        await DrainAsync(rooms);
        if (rooms.IsFaulted)
        {
            Fail(rooms.Exception.InnerException!.Message, rooms.Exception.InnerException);
        }
    }

    private async Task DrainAsync(Task rooms)
    {
        var deadline = drain.Value.Deadline;
        using var bound = new CancellationTokenSource(deadline, time);
        await rooms.WaitAsync(bound.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (rooms.IsCompleted && await sink.FlushAsync(drain.Value.Flush, bound.Token))
            {
                Log.Drained(logger);
                return;
            }
        }
        catch (OperationCanceledException) when (bound.IsCancellationRequested)
        {
            // The deadline is past.
        }

        Log.NotDrained(logger, deadline, sink.Unsettled);
    }

    private void Fail(string reason, Exception? fault)
    {
        Log.Failed(logger, reason, fault);
        health.Fail(reason);
        lifetime.StopApplication();
    }
}
