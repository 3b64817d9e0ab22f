using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>The broker goes away under load and comes back: nothing is lost, memory stays bounded, readiness tells it, and it recovers by itself.</summary>
internal static class OutageScenario
{
    private const long MaxGrowth = 200L << 20;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    public static async Task<ScenarioReport> RunAsync(
        IBroker broker, LiveSettings settings, TimeSpan away, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var run = await LiveRun.StartAsync(settings, broker, cancellationToken);
        await Eventually.IsTrueAsync(() => run.ReadBack > settings.Events / 10, Deadline, () => "the first tenth of the events");
        var ready = await run.Service.IsReadyAsync();
        var before = ProcessCost.ResidentBytes;

        progress($"the broker goes away for {away.TotalSeconds:0} s");
        await broker.StopAsync();
        var stopped = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(async () => !await run.Service.IsReadyAsync(), Deadline, () => "not ready while the broker is away");
        var toNotReady = TimeProvider.System.GetElapsedTime(stopped);
        var live = (await run.Service.GetAsync("/healthz/live")).Status == 200;
        var maxInFlight = 0L;
        var maxResident = 0L;
        await Eventually.IsTrueAsync(
            () =>
            {
                maxInFlight = Math.Max(maxInFlight, run.Service.BytesInFlight);
                maxResident = Math.Max(maxResident, ProcessCost.ResidentBytes);
                return TimeProvider.System.GetElapsedTime(stopped) >= away;
            },
            away + Deadline);

        progress("the broker comes back");
        await broker.StartAsync();
        var back = TimeProvider.System.GetTimestamp();
        await Eventually.IsTrueAsync(run.Service.IsReadyAsync, Deadline, () => "ready again");
        var toReady = TimeProvider.System.GetElapsedTime(back);
        var result = await run.FinishAsync(cancellationToken);
        var limit = run.Service.InFlightLimit + (settings.Rooms * (4L << 20));
        return result.AddTo(new ScenarioReport().Add("broker", broker.Kind.ToString()).Add("awaySeconds", away.TotalSeconds))
            .Require(ready, () => "not ready before the outage")
            .Require(live, () => "not live during the outage")
            .Require(maxInFlight <= limit, () => $"{maxInFlight} bytes in flight, more than {limit}")
            .Require(maxResident - before <= MaxGrowth, () => $"memory grew by {(maxResident - before) >> 20} MiB")
            .Add("secondsToNotReady", toNotReady.TotalSeconds)
            .Add("secondsToReady", toReady.TotalSeconds)
            .Add("maxInFlightMiB", maxInFlight / 1048576.0)
            .Add("memoryGrowthMiB", (maxResident - before) / 1048576.0);
    }
}
