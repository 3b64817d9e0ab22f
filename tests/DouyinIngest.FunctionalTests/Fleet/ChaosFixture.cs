using DouyinIngest.Benchmarks.Chaos;

namespace DouyinIngest.FunctionalTests.Fleet;

/// <summary>The clusters that the short chaos runs share.</summary>
public sealed class ChaosFixture : IAsyncLifetime
{
    /// <summary>Variable CHAOS: <c>short</c> runs the scenarios.</summary>
    public static bool IsOn => string.Equals(Environment.GetEnvironmentVariable("CHAOS"), "short", StringComparison.OrdinalIgnoreCase);

    internal ChaosClusters Clusters { get; } = new(m => TestContext.Current.SendDiagnosticMessage(m));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => Clusters.DisposeAsync();
}
