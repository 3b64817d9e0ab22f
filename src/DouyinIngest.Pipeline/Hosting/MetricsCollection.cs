using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using Prometheus;

namespace DouyinIngest.Pipeline.Hosting;

/// <summary>Brings the gauges up to date before each scrape.</summary>
internal sealed class MetricsCollection(
    CollectorRegistry registry,
    RoomsMetrics metrics,
    IRoomDirectory rooms,
    PodBudget budget,
    KafkaEventSink sink,
    TimeProvider time)
{
    /// <summary>Called once, by the hosted service.</summary>
    public void Start() => registry.AddBeforeCollectCallback(() =>
    {
        metrics.Collect(rooms, budget.All, time.GetUtcNow());
        sink.Collect();
    });
}
