using System.Diagnostics;
using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos.Check;
using DouyinIngest.Benchmarks.Chaos.Proxies;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>Runs a scenario: load, plan, end of the world, drain, end of the pods, check.</summary>
internal static class ChaosRun
{
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(15);

    public static async Task<ChaosOutcome> RunAsync(ChaosScenario scenario, ChaosScale scale, IBroker broker, string prefix, Action<string> progress, CancellationToken cancellationToken)
    {
        var report = new ScenarioReport();
        if (WhyNot(scenario, scale) is { } why)
        {
            progress($"{scenario.Id} SKIPPED: {why}");
            return new ChaosOutcome(scenario, report) { Skipped = why };
        }

        var fired = new List<FiredAction>();
        var settings = scenario.Settings(scale);
        await using var rig = await ChaosRig.StartAsync(settings, broker, prefix);
        try
        {
            await rig.BeginAsync(scenario, cancellationToken);
            await LoadAsync(scenario, scale, rig, fired, progress, cancellationToken);
            await scenario.SettleAsync(rig, cancellationToken);
            await rig.Simulator.StopWorldAsync();
            progress($"{scenario.Id}: the world stands still");
            var (read, offered) = await DrainAsync(rig, cancellationToken);
            progress(string.Create(CultureInfo.InvariantCulture, $"{scenario.Id}: {read:#,0} of {offered:#,0} events read"));
            await rig.EndPodsAsync();
            progress(string.Create(CultureInfo.InvariantCulture, $"{scenario.Id}: pods ended, the last after {rig.Pods.Max(p => p.Ended?.Took.TotalSeconds ?? 0):0.0} s"));
            await rig.Log.ReadToEndAsync(cancellationToken);
            var healed = fired.LastOrDefault(f => f.Heals) ?? fired.LastOrDefault();
            var outcome = new ChaosOutcome(scenario, report)
            {
                Figures = await ChaosCheck.RunAsync(rig.Simulator, rig.Log, healed?.At, rig.Excused),
                Upstream = await rig.Simulator.FiguresAsync(),
                Fired = fired,
                Pods = rig.Pods,
                Notes = rig.Notes,
            };
            ChaosBars.Apply(outcome, settings);
            scenario.Judge(outcome, scale);
            return outcome;
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException or HttpRequestException)
        {
            report.Require(false, () => $"the run broke off: {e.Message}");
            return new ChaosOutcome(scenario, report) { Fired = fired };
        }
    }

    private static string? WhyNot(ChaosScenario scenario, ChaosScale scale)
        => scenario.NeedsProxy && Toxiproxy.Program is null ? "needs toxiproxy: set TOXIPROXY to its server's program or folder"
            : scenario.NeedsFleet && scale.Static ? "needs a fleet" : null;

    private static async Task LoadAsync(
        ChaosScenario scenario, ChaosScale scale, ChaosRig rig, List<FiredAction> fired, Action<string> progress, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var action in scenario.Plan(scale, new Random(scale.Seed)).OrderBy(a => a.At))
        {
            await UntilAsync(started, action.At, cancellationToken);
            var count = await action.FireAsync(rig, cancellationToken);
            progress(string.Create(CultureInfo.InvariantCulture, $"{scenario.Id} {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {action.What} ({count})"));
            fired.Add(new FiredAction(action.What, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), count, action.Heals));
        }

        var after = Stopwatch.GetElapsedTime(started) + rig.Settings.After;
        await UntilAsync(started, after > rig.Settings.Load ? after : rig.Settings.Load, cancellationToken);

        // A machine that is slower than the rate must still have passed enough.
        await Eventually.IsTrueAsync(() => rig.Log.Distinct >= rig.Settings.MinEvents, TimeSpan.FromSeconds(120), () => $"{rig.Settings.MinEvents} events, {rig.Log.Distinct} so far");
    }

    private static async Task UntilAsync(long started, TimeSpan at, CancellationToken cancellationToken)
    {
        if (at - Stopwatch.GetElapsedTime(started) is var left && left > TimeSpan.Zero)
        {
            await Task.Delay(left, TimeProvider.System, cancellationToken);
        }
    }

    /// <summary>Until all that can be had was read back, or nothing comes any more.</summary>
    private static async Task<(long Read, long Offered)> DrainAsync(ChaosRig rig, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (seen, since) = (0L, started);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        while (true)
        {
            var offered = (await rig.Simulator.FiguresAsync()).Offered;
            if (rig.Log.Distinct != seen)
            {
                (seen, since) = (rig.Log.Distinct, Stopwatch.GetTimestamp());
            }

            var waited = Stopwatch.GetElapsedTime(started) > rig.Settings.DrainDeadline;
            if (seen >= offered || waited || Stopwatch.GetElapsedTime(since) > Stalled)
            {
                return (seen, offered);
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
