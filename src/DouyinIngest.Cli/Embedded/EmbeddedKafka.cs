using System.Runtime.InteropServices;

namespace DouyinIngest.Cli.Embedded;

/// <summary>
/// A Kafka inside this process, for a first look and for tests: librdkafka's mock cluster on free loopback ports. It speaks the real protocol,
/// so any client can read it. It keeps 5 MiB or 100,000 batches a partition, in memory only, and knows no topic administration:
/// make topics by <see cref="CreateTopic"/>. Never ask it to list consumer groups: that kills the asking process.
/// </summary>
internal sealed unsafe class EmbeddedKafka : IDisposable
{
    private const int Producer = 0;
    private const int ErrorSize = 512;
    private const short ProduceRequest = 0;

    private readonly nint _client;
    private nint _cluster;

    /// <summary>Starts the brokers; they answer when the constructor returns.</summary>
    /// <param name="brokers">How many, with the ids 1 to n.</param>
    public EmbeddedKafka(int brokers = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(brokers, 1);
        byte* error = stackalloc byte[ErrorSize];
        nint conf = MockCluster.ConfNew();
        // The client exists only to hold the cluster; it would warn on the terminal that it has no brokers of its own.
        _ = MockCluster.ConfSet(conf, "log_level", "3", error, ErrorSize);
        _client = MockCluster.ClientNew(Producer, conf, error, ErrorSize);
        if (_client == 0)
        {
            throw new InvalidOperationException($"the embedded Kafka cannot start: {Marshal.PtrToStringUTF8((nint)error)}");
        }

        _cluster = MockCluster.New(_client, brokers);
        if (_cluster == 0)
        {
            MockCluster.ClientDestroy(_client);
            throw new InvalidOperationException("the embedded Kafka cannot start: no free loopback port");
        }

        MockCluster.SetController(_cluster, 1);
        MockCluster.SetGroupDelay(_cluster, 0);
        BootstrapServers = Marshal.PtrToStringUTF8(MockCluster.Bootstraps(_cluster))!;
        Brokers = brokers;
    }

    /// <summary>The brokers' addresses, by comma.</summary>
    public string BootstrapServers { get; }

    public int Brokers { get; }

    /// <summary>Makes a topic with as many replicas as there are brokers.</summary>
    /// <exception cref="InvalidOperationException">There is one of that name.</exception>
    public void CreateTopic(string name, int partitions)
    {
        int error = MockCluster.CreateTopic(Cluster, name, partitions, Brokers);
        if (error != 0)
        {
            throw new InvalidOperationException($"the embedded Kafka cannot make the topic '{name}': error {error}");
        }
    }

    /// <summary>Takes a broker away.</summary>
    internal void Down(int broker) => _ = MockCluster.SetDown(Cluster, broker);

    /// <summary>Brings it back.</summary>
    internal void Up(int broker) => _ = MockCluster.SetUp(Cluster, broker);

    /// <summary>Delays a broker's answers.</summary>
    internal void RoundTrip(int broker, TimeSpan delay) => _ = MockCluster.SetRoundTrip(Cluster, broker, (int)delay.TotalMilliseconds);

    /// <summary>Moves a partition to another broker.</summary>
    internal void MoveLeader(string topic, int partition, int broker) => _ = MockCluster.SetLeader(Cluster, topic, partition, broker);

    /// <summary>Answers the next produce requests with these error codes of the protocol, 0 for none.</summary>
    internal void FailProduce(params int[] errors) => Fail(ProduceRequest, errors);

    /// <summary>Answers produce requests truly again.</summary>
    internal void HealProduce() => Heal(ProduceRequest);

    /// <summary>Answers the next requests of one kind, by its number in the protocol, with these error codes, 0 for none.</summary>
    internal void Fail(short request, params int[] errors)
    {
        fixed (int* first = errors)
        {
            MockCluster.PushErrors(Cluster, request, (nuint)errors.Length, first);
        }
    }

    /// <summary>Answers requests of that kind truly again.</summary>
    internal void Heal(short request) => MockCluster.ClearErrors(Cluster, request);

    /// <summary>From now on requests are kept, for <see cref="Requests"/>; whoever calls it a second time forgets those before.</summary>
    internal void CountRequests() => MockCluster.StartTracking(Cluster);

    /// <summary>How many requests of one kind came since <see cref="CountRequests"/>.</summary>
    internal int Requests(short request)
    {
        nint* first = MockCluster.GetRequests(Cluster, out nuint count);
        int found = 0;
        for (nuint i = 0; i < count; i++)
        {
            found += MockCluster.RequestKind(first[i]) == request ? 1 : 0;
        }

        MockCluster.DestroyRequests(first, count);
        return found;
    }

    /// <summary>Answers every request to a topic with an error code of the protocol, until 0 is set.</summary>
    internal void FailTopic(string topic, int error) => MockCluster.SetTopicError(Cluster, topic, error);

    public void Dispose()
    {
        nint cluster = Interlocked.Exchange(ref _cluster, 0);
        if (cluster != 0)
        {
            MockCluster.Destroy(cluster);
            MockCluster.ClientDestroy(_client);
        }
    }

    private nint Cluster
    {
        get
        {
            ObjectDisposedException.ThrowIf(_cluster == 0, this);
            return _cluster;
        }
    }
}
