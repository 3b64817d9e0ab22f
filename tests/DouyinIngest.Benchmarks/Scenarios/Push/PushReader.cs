using System.Collections.Concurrent;
using System.Text.Json;
using Confluent.Kafka;

namespace DouyinIngest.Benchmarks.Scenarios.Push;

/// <summary>Reads what pushes became, and counts how often each event id stands there. It reads on through whatever happens to the broker.</summary>
internal sealed class PushReader : IAsyncDisposable
{
    private static readonly TimeSpan Turn = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Ask = TimeSpan.FromSeconds(10);

    private readonly IConsumer<Ignore, byte[]> _consumer;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    private PushReader(IConsumer<Ignore, byte[]> consumer)
    {
        _consumer = consumer;
        _loop = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>How often each stands there, and what of it adds up: pieces of gifts.</summary>
    public ConcurrentDictionary<string, (int Times, long Count)> Events { get; } = new(StringComparer.Ordinal);

    public static PushReader Start(string brokers, IEnumerable<string> topics)
    {
        var consumer = new ConsumerBuilder<Ignore, byte[]>(new ConsumerConfig
        {
            BootstrapServers = brokers,
            GroupId = "douyin-push-check",
            EnableAutoCommit = false,
            EnableAutoOffsetStore = false,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            FetchWaitMaxMs = 100,
            ReconnectBackoffMaxMs = 500,
        }).SetLogHandler(static (_, _) => { }).SetErrorHandler(static (_, _) => { }).Build();
        using var admin = new DependentAdminClientBuilder(consumer.Handle).Build();
        consumer.Assign(topics.SelectMany(topic => admin.GetMetadata(topic, Ask).Topics[0].Partitions.Select(p => new TopicPartitionOffset(topic, p.PartitionId, Offset.Beginning))));
        return new PushReader(consumer);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _consumer.Close();
        _consumer.Dispose();
        _stop.Dispose();
    }

    private void Read()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                if (_consumer.Consume(Turn) is { Message: not null } result)
                {
                    Take(result.Message.Value);
                }
            }
            catch (ConsumeException e) when (!e.Error.IsFatal)
            {
                // A broker that is away.
            }
        }
    }

    private void Take(byte[] value)
    {
        using var json = JsonDocument.Parse(value);
        var count = json.RootElement.TryGetProperty("gift", out var gift) ? long.Parse(gift.GetProperty("count").GetString()!, System.Globalization.CultureInfo.InvariantCulture) : 0;
        Events.AddOrUpdate(json.RootElement.GetProperty("eventId").GetString()!, (1, count), (_, before) => (before.Times + 1, before.Count + count));
    }
}
