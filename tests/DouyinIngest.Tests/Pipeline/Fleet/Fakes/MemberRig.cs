using Confluent.Kafka;
using DouyinIngest.Cli.Embedded;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Fleet.Fakes;

/// <summary>A member of a group on the embedded Kafka, and what it said.</summary>
internal sealed class MemberRig : IAsyncDisposable
{
    public const int Partitions = 8;

    /// <summary>How many refusals are pushed.</summary>
    public const int Pushed = 2;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);

    private readonly Lock _gate = new();
    private readonly HashSet<int> _held = [];

    /// <param name="log">Takes what the member logs; null: it is recorded.</param>
    public MemberRig(ILogger<GroupMember>? log = null)
    {
        Kafka = new EmbeddedKafka();
        Options = new KafkaOptions { BootstrapServers = Kafka.BootstrapServers };
        Options.Client["reconnect.backoff.max.ms"] = "200";
        Kafka.CreateTopic(Options.CheckpointTopic, Partitions);
        Kafka.CountRequests();
        Member = New(log ?? Log.Of<GroupMember>());
    }

    public EmbeddedKafka Kafka { get; }

    public KafkaOptions Options { get; }

    public GroupMember Member { get; }

    public RecordingLoggers Log { get; } = new();

    /// <summary>What the group gave it and did not take away.</summary>
    public IReadOnlyList<int> Held
    {
        get
        {
            lock (_gate)
            {
                return [.. _held.Order()];
            }
        }
    }

    /// <summary>Returns once it holds every partition and the coordinator has answered a heartbeat of that.</summary>
    public async Task SettledAsync()
    {
        await UntilAsync(() => Member.IsMember && Held.Count == Partitions, "it holds every partition");
        var heartbeats = Kafka.Requests(GroupRequest.Heartbeat);
        await UntilAsync(() => Kafka.Requests(GroupRequest.Heartbeat) > heartbeats, "a heartbeat");
        Assert.Equal(Enumerable.Range(0, Partitions), Held);
    }

    public static async Task UntilAsync(Func<bool> condition, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"it did not happen: {what}");
            await Task.Delay(Look, TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A settled member whose requests of one kind are refused a few times holds every partition again.</summary>
    public static async Task RecoversAsync(short request, ErrorCode error)
    {
        await using var rig = new MemberRig();
        rig.Member.Start();
        await rig.SettledAsync();
        var before = rig.Kafka.Requests(request);

        rig.Kafka.Fail(request, [.. Enumerable.Repeat((int)error, Pushed)]);
        if (request != GroupRequest.Heartbeat)
        {
            // What makes a settled member join again.
            rig.Kafka.Fail(GroupRequest.Heartbeat, (int)ErrorCode.RebalanceInProgress);
        }

        await UntilAsync(() => rig.Kafka.Requests(request) > before + Pushed, $"{Pushed} requests that were refused, and one that was not");
        await rig.SettledAsync();

        Assert.False(rig.Member.Failed.IsCompleted);
        Assert.Null(rig.Member.Refused);
    }

    public async ValueTask DisposeAsync()
    {
        await Member.DisposeAsync();
        Kafka.Dispose();
    }

    private GroupMember New(ILogger<GroupMember> log) => new(
        new FleetOptions { SessionTimeout = TimeSpan.FromSeconds(6) },
        Options,
        FleetInstance.New("pod"),
        Take,
        new FleetMetrics(Metrics.NewCustomRegistry()),
        new Microsoft.Extensions.Time.Testing.FakeTimeProvider(),
        log);

    private void Take(FleetMessage message)
    {
        lock (_gate)
        {
            switch (message)
            {
                case FleetMessage.Gained gained:
                    _held.UnionWith(gained.Partitions);
                    break;
                case FleetMessage.NotMine gone:
                    _held.ExceptWith(gone.Partitions);
                    break;
            }
        }
    }
}
