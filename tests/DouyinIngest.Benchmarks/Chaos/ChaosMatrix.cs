using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>
/// Scenarios one after the other. While one has its load, the pods of the next start, unless that load is about the brokers: then they start while it is
/// ended and checked, and the next has its load. Nothing is hurt before the check is through, so that each fault is its own run's.
/// </summary>
internal sealed class ChaosMatrix(IReadOnlyList<ChaosScenario> scenarios, ChaosScale scale, ChaosClusters clusters, Action<string> progress, Action<ChaosOutcome> done)
{
    private readonly ChaosSettings[] _settings = [.. scenarios.Select(s => s.Settings(scale))];
    private Task _before = Task.CompletedTask;

    /// <summary>Runs them on shared clusters, topics of each its own; <c>done</c> is told each outcome as soon as it stands, in their order.</summary>
    /// <returns>False: there is no broker to hurt.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        Task<ChaosRun?>? ahead = null;
        try
        {
            for (var i = 0; i < scenarios.Count; i++)
            {
                if (ahead is null && !MayStartBeside(i))
                {
                    await _before;
                }

                if (await (ahead ?? StartAsync(i, cancellationToken)) is not { } run)
                {
                    return false;
                }

                ahead = MayStartDuring(i) ? StartAsync(i + 1, cancellationToken) : null;
                await run.LoadAsync(_before, cancellationToken);
                await _before;
                _before = EndAsync(run, scenarios[i], cancellationToken);
            }
        }
        finally
        {
            await _before;
            if (ahead is not null && await ahead is { } unused)
            {
                await unused.DisposeAsync();
            }
        }

        return true;
    }

    private bool MayStartDuring(int index)
        => index + 1 < scenarios.Count && !scale.Static && !scenarios[index].HurtsBrokers
            && _settings[index].Brokers == _settings[index + 1].Brokers && _settings[index + 1].Proxy == ProxyUse.None;

    /// <summary>While the run before is ended and checked. The cluster must be the same, and a broker has one door that a proxy can stand in.</summary>
    private bool MayStartBeside(int index)
        => index > 0 && !scale.Static && _settings[index].Brokers == _settings[index - 1].Brokers
            && (_settings[index].Proxy == ProxyUse.None || _settings[index - 1].Proxy == ProxyUse.None);

    private async Task<ChaosRun?> StartAsync(int index, CancellationToken cancellationToken)
    {
        if (await clusters.GetAsync(_settings[index].Brokers, cancellationToken) is not { } broker)
        {
            return null;
        }

        var run = new ChaosRun(scenarios[index], scale, progress);
        if (run.Skipped is null)
        {
            await run.StartAsync(broker, string.Create(CultureInfo.InvariantCulture, $"chaos.{Environment.ProcessId}.{index}"));
        }

        return run;
    }

    private async Task EndAsync(ChaosRun run, ChaosScenario scenario, CancellationToken cancellationToken)
    {
        await using (run)
        {
            done(run.Skipped is { } why
                ? new ChaosOutcome(scenario, new Benchmarks.Scenarios.ScenarioReport()) { Skipped = why }
                : await run.CheckAsync(cancellationToken));
        }
    }
}
