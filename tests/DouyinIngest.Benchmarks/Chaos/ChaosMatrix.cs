using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>
/// Scenarios one after the other. While one has its load, the pods of the next start, unless that load is about the brokers: then they start when these are
/// whole again, or, where times are judged, while it is ended and checked. Nothing is hurt before the run before has read all that is its own, so that each
/// fault is its own run's; where times are judged, not before its check is through, and a run that compares latencies has the machine to itself.
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
        ChaosRun? loading = null;
        var clear = Task.CompletedTask;
        try
        {
            for (var i = 0; i < scenarios.Count; i++)
            {
                if (ahead is null && !MayStartBeside(i))
                {
                    await _before;
                }

                loading = await (ahead ?? StartAsync(i, cancellationToken));
                ahead = null;
                if (loading is null)
                {
                    return false;
                }

                ahead = MayStartDuring(i) ? StartDuringAsync(loading, i + 1, cancellationToken) : null;
                await loading.LoadAsync(clear, cancellationToken);
                await _before;
                _before = EndAsync(loading, i, cancellationToken);
                clear = scale.Short ? loading.ReadBack : _before;
                loading = null;
            }

            await _before;
            return true;
        }
        finally
        {
            await _before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await (loading?.DisposeAsync() ?? ValueTask.CompletedTask);
            if (ahead is not null && await ahead is { } unused)
            {
                await unused.DisposeAsync();
            }
        }
    }

    /// <summary>
    /// While that run has its load, and the one before it may still be checked. Where times are judged only on the brokers that it has, and only when it
    /// leaves them alone; else as soon as they are whole again.
    /// </summary>
    private bool MayStartDuring(int index)
        => index + 1 < scenarios.Count && !scale.Static && HasDoor(index + 1, index) && HasDoor(index + 1, index - 1)
            && (scale.Short || (!scenarios[index].HurtsBrokers && !Alone(index, index + 1) && _settings[index].Brokers == _settings[index + 1].Brokers));

    /// <summary>While the run before is ended and checked.</summary>
    private bool MayStartBeside(int index)
        => index > 0 && !scale.Static && HasDoor(index, index - 1) && !Alone(index - 1, index) && _settings[index].Brokers == _settings[index - 1].Brokers;

    private bool Alone(int index, int next) => !scale.Short && (scenarios[index].ComparesLatency || scenarios[next].ComparesLatency);

    /// <summary>A broker has one door that a proxy can stand in.</summary>
    private bool HasDoor(int index, int beside)
        => beside < 0 || _settings[index].Proxy == ProxyUse.None || _settings[beside].Proxy == ProxyUse.None || _settings[index].Brokers != _settings[beside].Brokers;

    private async Task<ChaosRun?> StartDuringAsync(ChaosRun load, int index, CancellationToken cancellationToken)
    {
        if (scenarios[index - 1].HurtsBrokers)
        {
            await load.Healed.WaitAsync(cancellationToken);
        }

        return await StartAsync(index, cancellationToken);
    }

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

    private async Task EndAsync(ChaosRun run, int index, CancellationToken cancellationToken)
    {
        await using (run)
        {
            done(run.Skipped is { } why
                ? new ChaosOutcome(scenarios[index], new Benchmarks.Scenarios.ScenarioReport()) { Skipped = why }
                : await run.CheckAsync(cancellationToken));
        }

        if (!_settings.Skip(index + 1).Any(later => later.Brokers == _settings[index].Brokers))
        {
            await clusters.EndAsync(_settings[index].Brokers);
        }
    }
}
