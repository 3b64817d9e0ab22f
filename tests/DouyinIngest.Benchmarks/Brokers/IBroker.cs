namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>The broker of a run. Whoever started it disposes it; nothing is left behind, also when a run fails.</summary>
internal interface IBroker : IAsyncDisposable
{
    /// <summary>What kind of broker this is.</summary>
    BrokerKind Kind { get; }

    /// <summary>host:port, for clients.</summary>
    string Bootstrap { get; }

    /// <summary>Whether it is Kafka itself: what the mock cluster shows of durability, topic settings and retention proves nothing.</summary>
    bool IsHonest => Kind != BrokerKind.Mock;

    /// <summary>Whether it can be stopped and started from here.</summary>
    bool CanStop { get; }

    /// <summary>Whether it can be paused from here.</summary>
    bool CanPause { get; }

    /// <summary>Makes topics with this many partitions each; they must not exist.</summary>
    Task CreateTopicsAsync(IReadOnlyCollection<string> names, int partitions);

    /// <summary>Freezes it: connections stay open and nothing answers.</summary>
    Task PauseAsync();

    /// <summary>Ends a pause.</summary>
    Task ResumeAsync();

    /// <summary>Ends the broker; connections break and the port refuses.</summary>
    Task StopAsync();

    /// <summary>Starts it again on the same port with the same data; returns once it answers.</summary>
    Task StartAsync();
}
