using System.Diagnostics;
using System.Globalization;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Benchmarks.Chaos.Check;
using DouyinIngest.Benchmarks.Chaos.Proxies;
using DouyinIngest.Benchmarks.Scenarios;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>
/// One run of one scenario. <see cref="StartAsync"/>: topics, simulator, pods. <see cref="LoadAsync"/>: load, plan, end of the world.
/// <see cref="CheckAsync(CancellationToken)"/>: drain, end of the pods, check. The next run may start meanwhile.
/// </summary>
internal sealed class ChaosRun : IAsyncDisposable
{
    private static readonly TimeSpan Stalled = TimeSpan.FromSeconds(15);

    /// <summary>The least that brokers take by default. Only where owners change anyway, on a machine that may be slow.</summary>
    private const string ShortSession = "--Fleet:SessionTimeout=00:00:06";

    private readonly ChaosScenario _scenario;
    private readonly ChaosScale _scale;
    private readonly ChaosSettings _settings;
    private readonly Action<string> _progress;
    private readonly List<FiredAction> _fired = [];
    private readonly TaskCompletionSource _healed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ChaosRig? _rig;
    private long _loadAt;
    private string? _broken;

    public ChaosRun(ChaosScenario scenario, ChaosScale scale, Action<string> progress)
    {
        (_scenario, _scale, _progress) = (scenario, scale, progress);
        _settings = scenario.Settings(scale);
        if (scale.Short && scenario.MayRepeat)
        {
            _settings = _settings with { Pod = [ShortSession, .. _settings.Pod] };
        }

        Skipped = WhyNot(scenario, scale);
        if (Skipped is not null)
        {
            _read.SetResult();
        }
    }

    /// <summary>Why it cannot be run; null: it can.</summary>
    public string? Skipped { get; }

    /// <summary>Its last action is through: what it hurt is whole again.</summary>
    public Task Healed => _healed.Task;

    /// <summary>Its pods have ended, and all that it left on the topics has been read: it needs no broker any more.</summary>
    public Task ReadBack => _read.Task;

    /// <summary>Until its pods are ready. What breaks off is told by the check.</summary>
    /// <param name="broker">Of this run's own topics.</param>
    /// <param name="prefix">Of the topics' names.</param>
    public async Task StartAsync(IBroker broker, string prefix)
    {
        try
        {
            _rig = await ChaosRig.StartAsync(_settings, broker, prefix);
            await _rig.StartPodsAsync();
        }
        catch (Exception e) when (IsBreak(e))
        {
            _broken = e.Message;
        }
    }

    /// <summary>Until the plan is through and the world stands still. What breaks off is told by the check.</summary>
    /// <param name="clear">From then on brokers may be hurt: the run before is done with them.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task LoadAsync(Task clear, CancellationToken cancellationToken)
    {
        try
        {
            if (_broken is not null || _rig is null)
            {
                return;
            }

            await _rig.BeginAsync(_scenario, cancellationToken);
            await FireAsync(_rig, clear, cancellationToken);
            await _scenario.SettleAsync(_rig, cancellationToken);
            await _rig.Simulator.StopWorldAsync();
            _progress($"{_scenario.Id}: the world stands still");
        }
        catch (Exception e) when (IsBreak(e))
        {
            _broken = e.Message;
        }
        finally
        {
            _healed.TrySetResult();
        }
    }

    /// <summary>Ends the run and judges it.</summary>
    public async Task<ChaosOutcome> CheckAsync(CancellationToken cancellationToken)
    {
        var report = new ScenarioReport();
        try
        {
            if (_broken is null && _rig is { } rig)
            {
                return await CheckAsync(rig, report, cancellationToken);
            }
        }
        catch (Exception e) when (IsBreak(e))
        {
            _broken = e.Message;
        }
        finally
        {
            _read.TrySetResult();
        }

        report.Require(false, () => $"the run broke off: {_broken}");
        return new ChaosOutcome(_scenario, report) { Fired = _fired };
    }

    public ValueTask DisposeAsync() => _rig?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static bool IsBreak(Exception e) => e is TimeoutException or InvalidOperationException or HttpRequestException;

    private async Task<ChaosOutcome> CheckAsync(ChaosRig rig, ScenarioReport report, CancellationToken cancellationToken)
    {
        await DrainAsync(rig, cancellationToken);
        await _scenario.EndedAsync(rig);
        if (_scale.Short)
        {
            await rig.EmptyAsync(cancellationToken);
        }

        await rig.EndPodsAsync();
        var exit = rig.Pods.Max(p => p.Ended?.Took.TotalSeconds ?? 0);
        await rig.Log.ReadToEndAsync(cancellationToken);
        var told = await rig.ToldAsync(cancellationToken);
        _read.TrySetResult();
        var upstream = await rig.Simulator.FiguresAsync();
        _progress(string.Create(CultureInfo.InvariantCulture, $"{_scenario.Id}: {rig.Log.Distinct:#,0} of {upstream.Offered:#,0} events read; the slowest pod ended within {exit:0.0} s"));
        var healed = _fired.LastOrDefault(f => f.Heals) ?? _fired.LastOrDefault();
        var outcome = new ChaosOutcome(_scenario, report)
        {
            Figures = await ChaosCheck.RunAsync(rig.Simulator, rig.Log, healed?.At, rig.Excused, told, _loadAt, _fired.FirstOrDefault()?.At),
            Upstream = upstream,
            Fired = _fired,
            Pods = rig.Pods,
            Notes = rig.Notes,
            HoldsTimes = !_scale.Short,
        };
        ChaosBars.Apply(outcome, _settings);
        _scenario.Judge(outcome, _scale);
        return outcome;
    }

    private static string? WhyNot(ChaosScenario scenario, ChaosScale scale)
        => scenario.NeedsProxy && Toxiproxy.Program is null ? "needs toxiproxy: set TOXIPROXY to its server's program or folder"
            : scenario.NeedsFleet && scale.Static ? "needs a fleet" : null;

    private async Task FireAsync(ChaosRig rig, Task clear, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        _loadAt = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        foreach (var action in _scenario.Plan(_scale, new Random(_scale.Seed)).OrderBy(a => a.At))
        {
            await UntilAsync(started, action.At, cancellationToken);
            var waited = Stopwatch.GetTimestamp();
            await clear.WaitAsync(cancellationToken);
            started += Stopwatch.GetTimestamp() - waited;
            var count = await action.FireAsync(rig, cancellationToken);
            _progress(string.Create(CultureInfo.InvariantCulture, $"{_scenario.Id} {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s: {action.What} ({count})"));
            _fired.Add(new FiredAction(action.What, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), count, action.Heals));
        }

        _healed.TrySetResult();
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

    /// <summary>
    /// Until every room has acknowledged all that there is, which it does once the brokers have it; or all was read back; or nothing comes any more.
    /// </summary>
    private static async Task DrainAsync(ChaosRig rig, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var (seen, since) = (0L, started);
        var upToDate = false;
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500), TimeProvider.System);
        while (true)
        {
            // Twice in a row: a socket may have something between its two states.
            var before = upToDate;
            upToDate = await rig.Simulator.BehindAsync() is { Behind: 0 } now && now.Open == (rig.Settings.Followed ?? rig.LiveIds.Count);
            if (before && upToDate)
            {
                return;
            }

            if (rig.Log.Distinct != seen)
            {
                (seen, since) = (rig.Log.Distinct, Stopwatch.GetTimestamp());
            }

            var waited = Stopwatch.GetElapsedTime(started) > rig.Settings.DrainDeadline;
            if (waited || Stopwatch.GetElapsedTime(since) > Stalled || (!upToDate && seen >= (await rig.Simulator.FiguresAsync()).Offered))
            {
                return;
            }

            await timer.WaitForNextTickAsync(cancellationToken);
        }
    }
}
