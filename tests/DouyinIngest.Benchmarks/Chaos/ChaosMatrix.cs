using System.Globalization;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>
/// Scenarios one after the other. While one is ended and checked, the pods of the next start and its load begins; nothing is hurt before the check is
/// through, so that each fault is its own run's.
/// </summary>
internal static class ChaosMatrix
{
    /// <summary>Runs them on shared clusters, topics of each its own; <paramref name="done"/> is told each outcome as soon as it stands, in their order.</summary>
    /// <returns>False: there is no broker to hurt.</returns>
    public static async Task<bool> RunAsync(
        IReadOnlyList<ChaosScenario> scenarios, ChaosScale scale, ChaosClusters clusters, Action<string> progress, Action<ChaosOutcome> done, CancellationToken cancellationToken)
    {
        var before = Task.CompletedTask;
        var brokers = 0;
        var proxied = false;
        try
        {
            foreach (var (number, scenario) in scenarios.Index())
            {
                var settings = scenario.Settings(scale);

                // A broker has one door that a proxy can stand in.
                if (settings.Brokers != brokers || (proxied && settings.Proxy != ProxyUse.None))
                {
                    await before;
                }

                (brokers, proxied) = (settings.Brokers, settings.Proxy != ProxyUse.None);

                if (await clusters.GetAsync(brokers, cancellationToken) is not { } broker)
                {
                    return false;
                }

                var run = new ChaosRun(scenario, scale, progress);
                if (run.Skipped is null)
                {
                    await run.LoadAsync(broker, string.Create(CultureInfo.InvariantCulture, $"chaos.{Environment.ProcessId}.{number}"), before, cancellationToken);
                }

                await before;
                before = EndAsync(run, scenario, done, cancellationToken);
            }
        }
        finally
        {
            await before;
        }

        return true;
    }

    private static async Task EndAsync(ChaosRun run, ChaosScenario scenario, Action<ChaosOutcome> done, CancellationToken cancellationToken)
    {
        await using (run)
        {
            done(run.Skipped is { } why
                ? new ChaosOutcome(scenario, new Benchmarks.Scenarios.ScenarioReport()) { Skipped = why }
                : await run.CheckAsync(cancellationToken));
        }
    }
}
