using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>Rooms that go by the socket, by polling, or either way: nothing is lost or doubled, and how late events come.</summary>
internal static class TransportScenario
{
    /// <summary>What an event may wait beyond the poll that brings it: the batch, the call, a busy machine.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(0.75);

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    /// <param name="broker">Where to.</param>
    /// <param name="settings">Which way, and what goes wrong.</param>
    /// <param name="minFirings">So many faults must have fired.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ScenarioReport> RunAsync(IBroker broker, TransportSettings settings, int minFirings, CancellationToken cancellationToken)
    {
        await using var run = await LiveRun.StartAsync(settings.ToLive(), broker, cancellationToken);
        await using var times = new TransportTimes(run.Service.Rooms);
        await run.Simulator.WhenWorldStopped.WaitAsync(cancellationToken);
        var found = settings.Transport != RoomTransport.Hybrid || await IsBackAsync(run);
        var rooms = run.Service.Rooms.Snapshot();
        var result = await run.FinishAsync(cancellationToken);
        var latency = run.Latency();
        var (p50, p99) = (latency.Percentile(0.5), latency.Percentile(0.99));
        var fired = result.Faults.Values.Sum();
        var report = new ScenarioReport()
            .Add("p50Ms", p50)
            .Add("p99Ms", p99)
            .Add("transportChanges", rooms.Sum(room => room.TransportChanges))
            .Add("sockets", run.Simulator.Counters.Connects)
            .Add("polls", run.Simulator.Counters.Fetches)
            .Add("faultsFired", fired)
            .Add("times", await times.EndAsync());
        result.AddTo(report)
            .Require(fired >= minFirings, () => Text($"only {fired} faults fired"))
            .Require(found, () => "a room was still polled a minute after the last fault")
            .Require(result.Gaps == 0, () => Text($"{result.Gaps} gaps were counted, and there was none"));
        return settings.Transport switch
        {
            RoomTransport.Polling => report
                .Require(run.Simulator.Counters.Connects == 0, () => "a socket was opened")
                .Require(p99 <= (settings.PollingInterval + Slack).TotalMilliseconds, () => Text($"p99 {p99:F0} ms with an interval of {settings.PollingInterval}"))
                .Require(p50 >= settings.PollingInterval.TotalMilliseconds / 4, () => Text($"p50 {p50:F0} ms: polled more often than every {settings.PollingInterval}")),
            RoomTransport.Hybrid => report.Require(
                rooms.Sum(room => room.TransportChanges) >= Math.Min(minFirings, fired) / 2, () => "the faults did not make rooms change"),
            _ => report.Require(run.Simulator.Counters.Fetches == 0, () => "a room of the socket alone was polled"),
        };
    }

    private static async Task<bool> IsBackAsync(LiveRun run)
    {
        try
        {
            await Eventually.IsTrueAsync(() => run.Service.Rooms.Snapshot().All(room => string.Equals(room.Transport, "websocket", StringComparison.Ordinal)), Deadline);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
