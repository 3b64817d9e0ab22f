using Confluent.Kafka;

namespace DouyinIngest.Benchmarks.Chaos.Rig;

/// <summary>Says on the control topic which rooms are wanted, as anybody's producer would.</summary>
internal sealed class ControlWriter(string brokers, string topic) : IDisposable
{
    private readonly IProducer<string, string?> _producer = new ProducerBuilder<string, string?>(
        new ProducerConfig { BootstrapServers = brokers, Acks = Acks.All, EnableIdempotence = true, LingerMs = 5 }).SetLogHandler(static (_, _) => { }).Build();

    /// <summary>Follow these rooms.</summary>
    public Task AddAsync(IEnumerable<string> rooms, string value = "{}") => WriteAsync(rooms.Select(room => (room, (string?)value)));

    /// <summary>Follow them no more.</summary>
    public Task RemoveAsync(IEnumerable<string> rooms) => WriteAsync(rooms.Select(room => (room, (string?)null)));

    /// <summary>Writes anything under any key; returns once the broker has it all.</summary>
    public async Task WriteAsync(IEnumerable<(string Key, string? Value)> records)
    {
        await Task.WhenAll(records.Select(r => _producer.ProduceAsync(topic, new Message<string, string?> { Key = r.Key, Value = r.Value! })));
    }

    public void Dispose() => _producer.Dispose();
}
