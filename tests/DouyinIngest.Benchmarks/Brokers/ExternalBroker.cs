namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>A broker that is already there and not ours to stop.</summary>
internal sealed class ExternalBroker(string bootstrap) : IBroker
{
    public BrokerKind Kind => BrokerKind.External;

    public string Bootstrap => bootstrap;

    public bool CanStop => false;

    public bool CanPause => false;

    public Task CreateTopicsAsync(IReadOnlyCollection<string> names, int partitions) => BrokerAdmin.CreateTopicsAsync(bootstrap, names, partitions);

    public Task PauseAsync() => throw NotOurs();

    public Task ResumeAsync() => throw NotOurs();

    public Task StopAsync() => throw NotOurs();

    public Task StartAsync() => throw NotOurs();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static NotSupportedException NotOurs() =>
        new("The broker of KAFKA_BOOTSTRAP is not ours to stop. Unset it and set KAFKA_HOME, or start a Docker engine.");
}
