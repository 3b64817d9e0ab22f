using System.Collections.Concurrent;
using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Simulator;
using DouyinIngest.Simulator.Truth;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Connector;

/// <summary>
/// Connectors follow rooms of a simulator; when each event reaches its callback is compared with when the simulator sent it, by the simulator's own notes.
/// </summary>
internal static class LatencyScenario
{
    private const double MaxP99 = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<ScenarioReport> RunAsync(LatencySettings settings, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var simulator = await SimulatorHost.StartAsync(
            new SimulatorOptions { Rooms = settings.Rooms, EventsPerSecond = settings.Rate, Even = true, WaitForViewers = true }, cancellationToken: cancellationToken);
        var arrivals = new ConcurrentDictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        var connectors = simulator.Rooms.Select(room => Follow(simulator, room.RoomId, arrivals)).ToList();
        try
        {
            await Task.WhenAll(connectors.Select(c => c.ConnectAsync(cancellationToken)));
            progress($"{connectors.Count} connectors, {settings.Rate:0} events a second, {settings.Length.TotalSeconds:0} s");
            await Task.Delay(settings.Warmup, TimeProvider.System, cancellationToken);
            var from = TimeProvider.System.GetUtcNow();
            await Task.Delay(settings.Length, TimeProvider.System, cancellationToken);
            var until = TimeProvider.System.GetUtcNow();
            simulator.StopWorld();
            var sent = simulator.Oracle.RoomIds.SelectMany(simulator.Oracle.Events).Where(e => e.Offered && IsBetween(e, from, until)).ToList();
            await Eventually.IsTrueAsync(() => sent.TrueForAll(e => arrivals.ContainsKey(e.Id)), Patience, () => $"{sent.Count(e => !arrivals.ContainsKey(e.Id))} events that did not come");
            return Report(settings, sent, arrivals, until - from, connectors.Max(c => c.GetStats().Latency.P99));
        }
        finally
        {
            foreach (var connector in connectors)
            {
                await connector.DisposeAsync();
            }
        }
    }

    private static LiveRoomConnector Follow(SimulatorHost simulator, long roomId, ConcurrentDictionary<string, DateTimeOffset> arrivals)
        => new LiveRoomConnector(roomId.ToString(CultureInfo.InvariantCulture), new LiveRoomOptions { UpstreamUrl = simulator.BaseUrl })
            .OnEvent(e => arrivals.TryAdd(e.EventId, TimeProvider.System.GetUtcNow()));

    private static bool IsBetween(OracleEvent e, DateTimeOffset from, DateTimeOffset until)
        => e.Time >= from.ToUnixTimeMilliseconds() && e.Time < until.ToUnixTimeMilliseconds();

    private static ScenarioReport Report(
        LatencySettings settings, List<OracleEvent> sent, ConcurrentDictionary<string, DateTimeOffset> arrivals, TimeSpan took, TimeSpan ownP99)
    {
        var latencies = new LatencyHistogram();
        foreach (var e in sent)
        {
            latencies.Add(arrivals[e.Id] - DateTimeOffset.FromUnixTimeMilliseconds(e.Time));
        }

        var (p50, p99, rate) = (latencies.Percentile(0.5), latencies.Percentile(0.99), sent.Count / took.TotalSeconds);
        return new ScenarioReport()
            .Require(p99 < MaxP99, () => FormattableString.Invariant($"p99 is {p99:0.0} ms, not below {MaxP99:0} ms"))
            .Require(rate >= settings.Rate * 0.95, () => FormattableString.Invariant($"only {rate:0} events a second were sent"))
            .Add("connectors", settings.Rooms)
            .Add("events", sent.Count)
            .Add("eventsPerSecond", rate)
            .Add("lost", 0)
            .Add("p50_ms", p50)
            .Add("p99_ms", p99)
            .Add("max_ms", latencies.Percentile(1))
            .Add("statistics_p99_ms", ownP99.TotalMilliseconds);
    }
}
