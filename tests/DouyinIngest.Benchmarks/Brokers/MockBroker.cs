namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>placeholder</summary>
internal sealed class MockBroker : IBroker
{
    public BrokerKind Kind => BrokerKind.Mock;

    public string Bootstrap => "";

    public bool CanControl => false;

    public Task PauseAsync() => Task.CompletedTask;

    public Task ResumeAsync() => Task.CompletedTask;

    public Task StopAsync() => Task.CompletedTask;

    public Task StartAsync() => Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
