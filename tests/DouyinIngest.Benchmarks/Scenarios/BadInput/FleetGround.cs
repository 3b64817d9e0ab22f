using System.Globalization;
using Confluent.Kafka;
using Confluent.Kafka.Admin;
using DouyinIngest.Benchmarks.Brokers;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Simulator;

namespace DouyinIngest.Benchmarks.Scenarios.BadInput;

/// <summary>A broker that obeys ACLs, an upstream of three rooms, and a set of topics and a group for each case.</summary>
internal sealed class FleetGround : IAsyncDisposable
{
    public const int Rooms = 3;
    public const int Partitions = 4;

    private static readonly TimeSpan AskTimeout = TimeSpan.FromSeconds(10);

    private readonly HomeBroker _broker;
    private readonly IAdminClient _admin;
    private int _sets;

    private FleetGround(HomeBroker broker, SimulatorHost upstream)
    {
        _broker = broker;
        Upstream = upstream;
        _admin = new AdminClientBuilder(new AdminClientConfig { BootstrapServers = broker.Bootstrap }).SetLogHandler(static (_, _) => { }).Build();
    }

    public SimulatorHost Upstream { get; }

    public string Brokers => _broker.Bootstrap;

    /// <summary>Live ids of the good rooms.</summary>
    public IReadOnlyList<string> LiveIds => [.. Upstream.Rooms.Select(room => room.LiveId.ToString(CultureInfo.InvariantCulture))];

    public static async Task<FleetGround> StartAsync(string home, CancellationToken cancellationToken)
    {
        var broker = await HomeBroker.StartAsync(home, cancellationToken, withRights: true);
        try
        {
            return new FleetGround(broker, await SimulatorHost.StartAsync(new SimulatorOptions { Rooms = Rooms, EventsPerSecond = 60 }, cancellationToken: cancellationToken));
        }
        catch
        {
            await broker.DisposeAsync();
            throw;
        }
    }

    /// <summary>Topics of the fleet's own for one case, as <c>topics create</c> makes them; the event topics are shared.</summary>
    public async Task<KafkaOptions> TopicsAsync(CancellationToken cancellationToken)
    {
        var options = Named();
        using var admin = new TopicAdmin(options, TimeProvider.System);
        await admin.CreateAsync(cancellationToken);
        return options;
    }

    /// <summary>The same with a control topic made by hand.</summary>
    public async Task<KafkaOptions> TopicsAsync(int controlPartitions, string controlPolicy, CancellationToken cancellationToken)
    {
        var options = Named();
        await _admin.CreateTopicsAsync(
            [new TopicSpecification { Name = options.ControlTopic, NumPartitions = controlPartitions, ReplicationFactor = 1, Configs = new() { ["cleanup.policy"] = controlPolicy } }]);
        using var admin = new TopicAdmin(options, TimeProvider.System);
        await admin.CreateAsync(cancellationToken);
        return options;
    }

    public Task WidenAsync(string topic, int partitions) => _admin.CreatePartitionsAsync([new PartitionsSpecification { Topic = topic, IncreaseTo = partitions }]);

    /// <summary>Takes a right away from everybody; all others stay.</summary>
    public Task DenyAsync(ResourceType type, string name, AclOperation right) => _admin.CreateAclsAsync(
        [Acl(type, name, AclOperation.All, AclPermissionType.Allow), Acl(type, name, right, AclPermissionType.Deny)], new CreateAclsOptions { RequestTimeout = AskTimeout });

    /// <summary>Gives it back.</summary>
    public Task GrantAsync(ResourceType type, string name) => _admin.DeleteAclsAsync(
        [new AclBindingFilter { PatternFilter = new() { Type = type, Name = name, ResourcePatternType = ResourcePatternType.Literal }, EntryFilter = new() { Operation = AclOperation.Any, PermissionType = AclPermissionType.Any } }],
        new DeleteAclsOptions { RequestTimeout = AskTimeout });

    /// <summary>Writes a record as it is, to one partition; where it stands.</summary>
    public async Task<long> WriteAsync(string topic, int partition, byte[] key, byte[]? value)
    {
        using var producer = new ProducerBuilder<byte[], byte[]?>(new ProducerConfig { BootstrapServers = Brokers, MessageMaxBytes = 2_000_000 })
            .SetLogHandler(static (_, _) => { }).Build();
        var report = await producer.ProduceAsync(new TopicPartition(topic, new Partition(partition)), new Message<byte[], byte[]?> { Key = key, Value = value });
        return report.Offset.Value;
    }

    /// <summary>Somebody who has nothing to do with the fleet and subscribes to its checkpoint topic under its group id; joins at once.</summary>
    public IConsumer<Ignore, Ignore> Stranger(KafkaOptions options, PartitionAssignmentStrategy strategy)
    {
        var stranger = new ConsumerBuilder<Ignore, Ignore>(new ConsumerConfig
        {
            BootstrapServers = Brokers,
            ClientId = "somebody-else",
            GroupId = Group(options),
            PartitionAssignmentStrategy = strategy,
            EnableAutoCommit = false,
        }).SetLogHandler(static (_, _) => { }).Build();
        stranger.Subscribe(options.CheckpointTopic);
        return stranger;
    }

    public static string Group(KafkaOptions options) => options.ControlTopic + ".group";

    public async ValueTask DisposeAsync()
    {
        _admin.Dispose();
        await Upstream.DisposeAsync();
        await _broker.DisposeAsync();
    }

    private KafkaOptions Named()
    {
        var number = ++_sets;
        return new KafkaOptions
        {
            BootstrapServers = Brokers,
            ControlTopic = string.Create(CultureInfo.InvariantCulture, $"bad.{number}.rooms.v1"),
            CheckpointTopic = string.Create(CultureInfo.InvariantCulture, $"bad.{number}.checkpoints.v1"),
            CheckpointPartitions = Partitions,
        };
    }

    private static AclBinding Acl(ResourceType type, string name, AclOperation operation, AclPermissionType permission) => new()
    {
        Pattern = new() { Type = type, Name = name, ResourcePatternType = ResourcePatternType.Literal },
        Entry = new() { Principal = "User:*", Host = "*", Operation = operation, PermissionType = permission },
    };
}
