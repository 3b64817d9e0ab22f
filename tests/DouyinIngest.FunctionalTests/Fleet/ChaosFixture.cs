using DouyinIngest.Benchmarks.Chaos;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>The short runs: begun when the first of them is asked for, one after the other on shared clusters.</summary>
public sealed class ChaosFixture : IAsyncLifetime
{
    internal static readonly ChaosScale Scale = new(Short: true, Seed: 1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task> _runs;
    private readonly Dictionary<string, TaskCompletionSource<ChaosOutcome?>> _outcomes;

    public ChaosFixture()
    {
        _outcomes = Scenarios.ToDictionary(s => s.Id, _ => new TaskCompletionSource<ChaosOutcome?>(TaskCreationOptions.RunContinuationsAsynchronously), StringComparer.Ordinal);
        _runs = new Lazy<Task>(RunAsync);
    }

    /// <summary>Variable CHAOS: <c>short</c> runs the scenarios.</summary>
    public static bool IsOn => string.Equals(Environment.GetEnvironmentVariable("CHAOS"), "short", StringComparison.OrdinalIgnoreCase);

    /// <summary>Those of one broker first, then those of three.</summary>
    internal static IReadOnlyList<ChaosScenario> Scenarios => [.. ChaosScenarios.All.Where(s => !s.OnlyWhenNamed).OrderBy(s => s.Settings(Scale).Brokers)];

    /// <summary>What a scenario came to; null: there is no broker to hurt.</summary>
    internal async Task<ChaosOutcome?> OutcomeAsync(string id, CancellationToken cancellationToken)
    {
        var runs = _runs.Value;
        var outcome = _outcomes[id].Task;
        await Task.WhenAny(outcome, runs).WaitAsync(cancellationToken);
        if (!outcome.IsCompleted)
        {
            await runs;
        }

        return await outcome.WaitAsync(cancellationToken);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_runs.IsValueCreated)
        {
            await _runs.Value.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        await using var clusters = new ChaosClusters(System.Console.Error.WriteLine, Scale.Short);
        await new ChaosMatrix(Scenarios, Scale, clusters, System.Console.Error.WriteLine, outcome => _outcomes[outcome.Scenario.Id].SetResult(outcome)).RunAsync(_stop.Token);
        foreach (var outcome in _outcomes.Values)
        {
            outcome.TrySetResult(null);
        }
    }
}
