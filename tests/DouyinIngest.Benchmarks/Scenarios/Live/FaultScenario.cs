using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Scenarios.Live;

/// <summary>Random socket faults of many kinds under load: nothing is lost, repeated or reordered.</summary>
internal static class FaultScenario
{
    /// <summary>Faults that spoil frames or connections; each fires at random up to so many times.</summary>
    public static string Plan(double rate, int times) => string.Join(';', ((string[])
    [
        "drop", "rst", "duplicate", "reorder", "corrupt", "truncate", "badgzip", "uncompressed", "close", "closebody",
    ]).Select(kind => string.Create(CultureInfo.InvariantCulture, $"{kind}@rate={rate},times={times}")).Concat(
    [
        "stall@rate=0.005,times=2,for=1s", "silent@rate=0.002,times=1", "502@connect=25,times=2", "429@connect=30,times=1",
    ]));

    /// <param name="broker">Where to.</param>
    /// <param name="settings">Its fault plan is the one that runs.</param>
    /// <param name="bars">What must be met beside losing nothing.</param>
    /// <param name="progress">Told the firings.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public static async Task<ScenarioReport> RunAsync(
        IBroker broker, LiveSettings settings, FaultBars bars, Action<string> progress, CancellationToken cancellationToken)
    {
        await using var run = await LiveRun.StartAsync(settings, broker, cancellationToken);
        progress($"{settings.Rooms} rooms, {settings.Events} events at {settings.EventsPerSecond}/s");
        var result = await run.FinishAsync(cancellationToken);
        var fired = result.Faults.Values.Sum();
        return result.AddTo(new ScenarioReport().Add("broker", broker.Kind.ToString()).Add("rooms", settings.Rooms))
            .Require(result.Report.Emitted >= settings.Events * 0.95, () => $"only {result.Report.Emitted} events passed")
            .Require(fired >= bars.MinFirings, () => $"only {fired} faults fired")
            .Require(result.Faults.Count >= bars.MinKinds, () => $"only {result.Faults.Count} kinds of faults fired")
            .Require(result.RedeliveredShare <= bars.MaxRedelivered, () => $"{result.RedeliveredShare:P2} of the frames were re-delivered for want of an ack")
            .Add("faultsFired", fired)
            .Add("faultKinds", result.Faults.Count)
            .Add("sessions", run.Simulator.Counters.Connects);
    }
}
