using DouyinIngest.Cli.Reconciliation;
using DouyinIngest.Cli.Verify;
using DouyinIngest.Pipeline.Status;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>The holes that the service tells of on the status topic because the upstream no longer knew a place, by broadcast; a hole that is told twice counts once.</summary>
internal static class ToldGaps
{
    private const string Forgotten = "cursor_forgotten";

    /// <summary>Reads the topic to its end. Blocks.</summary>
    public static IReadOnlyDictionary<long, int> Read(string brokers, string topic, CancellationToken cancellationToken)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var told = new Dictionary<long, int>();
        using var scan = new TopicScan([KeyValuePair.Create("bootstrap.servers", brokers)], [topic], new ScanRange(), TimeProvider.System);
        scan.ReadToEnd(
            record =>
            {
                if (StatusValue.TryRead(record.Message.Value) is { } status && GapRow.Of(status) is { Reason: Forgotten } gap && ids.Add(gap.EventId))
                {
                    told[gap.RoomId] = told.GetValueOrDefault(gap.RoomId) + 1;
                }
            },
            cancellationToken);
        return told;
    }

    /// <summary>True holes that nobody told of, and told ones that were none.</summary>
    public static (int Untold, int False) Compare(IReadOnlyDictionary<long, int> truth, IReadOnlyDictionary<long, int> told)
    {
        var rooms = truth.Keys.Union(told.Keys).Select(room => truth.GetValueOrDefault(room) - told.GetValueOrDefault(room)).ToList();
        return (rooms.Where(d => d > 0).Sum(), -rooms.Where(d => d < 0).Sum());
    }
}
