using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>What the service tells on the status topic of events that are missing; what is told twice under one id counts once.</summary>
/// <param name="Gaps">Holes because the upstream no longer knew a place.</param>
/// <param name="Shed">Events that were left out because the brokers were too slow, by broadcast and kind.</param>
internal sealed record ToldStatus(IReadOnlyList<GapSpan> Gaps, IReadOnlyDictionary<(long RoomId, EventKind Kind), long> Shed)
{
    private const string Forgotten = "cursor_forgotten";

    /// <summary>Reads the topic to its end. Blocks.</summary>
    public static ToldStatus Read(string brokers, string topic, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var gaps = new List<GapSpan>();
        var shed = new Dictionary<(long, EventKind), long>();
        using var scan = new TopicScan([KeyValuePair.Create("bootstrap.servers", brokers)], [topic], new ScanRange(), TimeProvider.System);
        scan.ReadToEnd(
            record =>
            {
                if (StatusValue.TryRead(record.Message.Value) is not { } status || !ids.Add(status.EventId))
                {
                    return;
                }

                if (GapRow.Of(status) is { Reason: Forgotten } gap)
                {
                    gaps.Add(new GapSpan(gap.RoomId, gap.From?.ToUnixTimeMilliseconds() ?? 0, gap.To?.ToUnixTimeMilliseconds() ?? 0));
                }

                foreach (var (kind, count) in status.Shed?.Events.AsEnumerable() ?? [])
                {
                    var key = (status.RoomId, EventKinds.Parse(kind)!.Value);
                    shed[key] = shed.GetValueOrDefault(key) + count;
                }
            },
            cancellationToken);
        return new ToldStatus(gaps, shed);
    }
}
