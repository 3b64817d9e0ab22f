using DouyinIngest.Cli.Embedded;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>The embedded cluster. Its data outlives a stop, but not this process, and it cannot be frozen.</summary>
internal sealed class MockBroker : IBroker
{
    private readonly EmbeddedKafka _kafka = new();

    public BrokerKind Kind => BrokerKind.Mock;

    public string Bootstrap => _kafka.BootstrapServers;

    public bool CanStop => true;

    public bool CanPause => false;

    public Task CreateTopicsAsync(IReadOnlyCollection<string> names, int partitions)
    {
        foreach (var name in names)
        {
            _kafka.CreateTopic(name, partitions);
        }

        return Task.CompletedTask;
    }

    public Task PauseAsync() => throw new NotSupportedException($"The mock cluster cannot be paused. {BrokerSource.Remedy}");

    public Task ResumeAsync() => PauseAsync();

    public Task StopAsync()
    {
        _kafka.Down(1);
        return Task.CompletedTask;
    }

    public Task StartAsync()
    {
        _kafka.Up(1);
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        _kafka.Dispose();
        return ValueTask.CompletedTask;
    }
}
