using System.Globalization;
using DouyinIngest.Benchmarks.Scenarios.Rig;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace DouyinIngest.Benchmarks.Scenarios.Load;

/// <summary>
/// Follows rooms of an upstream that is not ours until as many events as wanted are on the broker and every ack is sent: the service's
/// classes, with their default settings and metrics.
/// </summary>
internal static class LoadScenario
{
    public static async Task<ScenarioReport> RunAsync(LoadSettings settings, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var metrics = new TopicsMetrics(Metrics.DefaultRegistry);
        var listener = new LoadListener(new RoomsMetrics(Metrics.DefaultRegistry), settings.Events);
        var kafka = new KafkaOptions { BootstrapServers = settings.Brokers, TopicPrefix = settings.TopicPrefix };
        await using var sink = new KafkaEventSink(kafka, metrics, TimeProvider.System, NullLogger<KafkaEventSink>.Instance);
        await using (var rig = new PipelineRig(new SocketOptions { Url = settings.Url }, sink, listener))
        {
            for (var i = 0; i < settings.Rooms; i++)
            {
                rig.Add(settings.FirstRoomId + i);
            }

            await await Task.WhenAny(listener.AllReceived, rig.ThrowWhenOneEndsAsync(), FailAsync(sink)).WaitAsync(cancellationToken);

            // Every frame that was read settles, its ack goes out, and the sockets are closed politely.
            await rig.StopAsync();
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        var cpu = ProcessCost.Cpu.TotalSeconds;
        return new ScenarioReport()
            .Require(listener.Left == 0, () => string.Create(CultureInfo.InvariantCulture, $"{-listener.Left} events more than wanted"))
            .Require(sink.Unsettled == 0, () => string.Create(CultureInfo.InvariantCulture, $"{sink.Unsettled} records are not on the broker"))
            .Add("name", "douyin-ingest")
            .Add("events", settings.Events)
            .Add("seconds", seconds)
            .Add("cpu_seconds", cpu)
            .Add("events_per_cpu_second", settings.Events / cpu)
            .Add("events_per_second", settings.Events / seconds)
            .Add("p50_ms", listener.ReceiveToAck.Percentile(0.5))
            .Add("p99_ms", listener.ReceiveToAck.Percentile(0.99))
            .Add("max_rss_mib", ProcessCost.MaxResidentBytes / 1048576.0);
    }

    private static async Task FailAsync(KafkaEventSink sink) => throw new InvalidOperationException(await sink.FatalError);
}
