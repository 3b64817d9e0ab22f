using System.Collections.Concurrent;
using DouyinIngest.Benchmarks.Brokers;

namespace DouyinIngest.Benchmarks.Chaos;

/// <summary>The clusters of a series of runs: each started when it is first needed, and ended when no run needs it any more; a run uses topics of its own.</summary>
/// <param name="progress">Hears of each start.</param>
/// <param name="shortLived">No time is judged on them, and their brokers start the faster.</param>
internal sealed class ChaosClusters(Action<string> progress, bool shortLived = false) : IAsyncDisposable
{
    /// <summary>What to do when there is none.</summary>
    public const string Remedy = "Chaos ends and starts single brokers: set KAFKA_HOME to an unpacked Apache Kafka (needs Java 17).";

    private readonly ConcurrentDictionary<int, HomeBroker> _clusters = new();

    /// <summary>A cluster of so many brokers, all of them up; null when none can be started here.</summary>
    public async Task<HomeBroker?> GetAsync(int brokers, CancellationToken cancellationToken)
    {
        if (_clusters.TryGetValue(brokers, out var running))
        {
            // The run before may have broken off in the middle of an outage.
            await running.StartAsync();
            return running;
        }

        var home = Environment.GetEnvironmentVariable("KAFKA_HOME");
        if (string.IsNullOrEmpty(home) || KafkaHome.WhyUnusable(home) is not null)
        {
            return null;
        }

        progress($"starting {brokers} broker(s) from {home}");
        return _clusters[brokers] = await HomeBroker.StartAsync(home, cancellationToken, brokers, shortLived: shortLived);
    }

    /// <summary>Ends the cluster of so many brokers, if there is one.</summary>
    public ValueTask EndAsync(int brokers) => _clusters.TryRemove(brokers, out var cluster) ? cluster.DisposeAsync() : ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        foreach (var brokers in _clusters.Keys)
        {
            await EndAsync(brokers);
        }
    }
}
