using System.Globalization;
using Testcontainers.Kafka;

namespace DouyinIngest.Benchmarks.Brokers;

/// <summary>One broker in a container. Its published port is fixed, so that it comes back where clients look for it.</summary>
internal sealed class ContainerBroker : IBroker
{
    public const string Image = "apache/kafka:4.3.1";

    private static readonly TimeSpan StartDeadline = TimeSpan.FromSeconds(60);

    private readonly KafkaContainer _container;

    private ContainerBroker(KafkaContainer container, int port)
    {
        _container = container;
        Bootstrap = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}");
    }

    public BrokerKind Kind => BrokerKind.Container;

    public string Bootstrap { get; }

    public bool CanStop => true;

    public bool CanPause => true;

    public Task CreateTopicsAsync(IReadOnlyCollection<string> names, int partitions) => BrokerAdmin.CreateTopicsAsync(Bootstrap, names, partitions);

    /// <summary>Throws <see cref="DotNet.Testcontainers.Builders.DockerUnavailableException"/> where no engine answers.</summary>
    public static async Task<ContainerBroker> StartAsync(CancellationToken cancellationToken)
    {
        var port = LoopbackPorts.Free(1)[0];
        var container = new KafkaBuilder(Image)
            .WithPortBinding(port, KafkaBuilder.KafkaPort)
            .WithEnvironment("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false")
            .WithEnvironment("KAFKA_HEAP_OPTS", "-Xmx512m")
            .Build();
        await container.StartAsync(cancellationToken);
        return new ContainerBroker(container, port);
    }

    public Task PauseAsync() => _container.PauseAsync();

    public Task ResumeAsync() => _container.UnpauseAsync();

    public Task StopAsync() => _container.StopAsync();

    public async Task StartAsync()
    {
        await _container.StartAsync();
        await BrokerProbe.UntilAnswersAsync(Bootstrap, StartDeadline, () => null);
    }

    public ValueTask DisposeAsync() => _container.DisposeAsync();
}
