using System.Globalization;
using DouyinIngest.Cli.Commands;
using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Service;

namespace DouyinIngest.Cli.Demo;

/// <summary>Looks at the running demo and makes the view of a moment. One caller at a time.</summary>
internal sealed class DemoMonitor(DemoSettings settings, DemoKafka kafka, IngestService service, ReadBack records, DemoFeed feed, TimeProvider time)
{
    private const string Latency = "douyin_receive_to_ack_seconds";

    private readonly long _began = time.GetTimestamp();
    private readonly RateMeter<object> _rates = new(TimeSpan.FromSeconds(3));

    public TimeSpan Elapsed => time.GetElapsedTime(_began);

    public async Task<DemoView> LookAsync(string phase, CancellationToken cancellationToken)
    {
        var at = Elapsed;
        var metrics = await service.MetricsAsync(cancellationToken);
        return new DemoView
        {
            Phase = phase,
            Elapsed = at,
            Planned = settings.Duration,
            Brokers = kafka.Brokers,
            KcatLine = kafka.KcatLine,
            Management = new Uri(service.Management, "/metrics").ToString(),
            Rooms =
            [
                .. service.Rooms().Select(room =>
                {
                    var roomId = long.TryParse(room.RoomId, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;
                    var events = feed.EventsOf(roomId);
                    return new DemoRoom(room.LiveId, room.State.ToString(), events, _rates.Sample(roomId, at, events), room.Reconnects);
                }),
            ],
            Kinds =
            [
                .. EventKinds.All.Select(kind =>
                {
                    var count = records.CountOf(kind);
                    return new DemoKind(kind, count, _rates.Sample(kind, at, count));
                }),
            ],
            LatencyP50 = Quantile(metrics, 0.5),
            LatencyP99 = Quantile(metrics, 0.99),
            Chats = feed.Chats(),
            Gifts = feed.Gifts(),
        };
    }

    private static TimeSpan? Quantile(string metrics, double quantile) =>
        HistogramText.Quantile(metrics, Latency, quantile) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;
}
