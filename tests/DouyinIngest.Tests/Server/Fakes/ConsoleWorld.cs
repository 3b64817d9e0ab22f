using System.Globalization;
using System.Text;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Hosting;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Server;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Tests.Server.Fakes;

/// <summary>
/// A fleet of three pods that is made up, as its first pod knows it, with the real management port in front. Rooms have the live ids 100001, 100002, …;
/// what is written to its control topic changes it.
/// </summary>
internal sealed class ConsoleWorld : IRoomDirectory, IRoomsRunner, IControlTable, IControlWriter, IFleetWatch
{
    public const string Pod = "ingest-0";
    public const string OtherAddress = "127.0.0.1:9465";
    private const int Partitions = 64;

    private static readonly string[] Titles = ["夜跑聊天室", "手工陶艺", "晚间音乐会", "厨房小课堂", "山里的早晨", "棋局讲解", "旧书摊", ""];

    private readonly Lock _gate = new();
    private readonly ControlTableBuilder _builder = new();
    private readonly int _rooms;
    private readonly DateTimeOffset _now;
    private ControlTable _table;
    private long _offset;

    /// <param name="rooms">How many are on the control topic and understood; of every 100 one is paused, one waits for a place.</param>
    /// <param name="refused">Records that are not understood, beside them.</param>
    public ConsoleWorld(int rooms, int refused = 2)
    {
        _rooms = rooms;
        _now = TimeProvider.System.GetUtcNow();
        var (limit, reserve) = ((rooms / 100) + 1, rooms / 100);
        Apply(ControlKeys.Credentials, FormattableString.Invariant($"{{\"credentials\":{{\"default\":{{}},\"blue\":{{\"limit\":{limit},\"reserve\":{reserve}}}}}}}"));
        for (var i = 1; i <= rooms; i++)
        {
            Apply(LiveId(i), (i % 100) switch
            {
                7 => """{"state":"paused","labels":{"tenant":"blue"}}""",
                11 => """{"credential":"blue","since":"2026-05-01T08:00:00Z"}""",
                _ => i % 3 == 0 ? """{"labels":{"tenant":"green"}}""" : "{}",
            });
        }

        for (var i = 0; i < refused; i++)
        {
            Apply(LiveId(rooms + 1 + i), i % 2 == 0 ? """{"state":"stopped"}""" : """{"priority":"high"}""");
        }

        _table = _builder.Snapshot();
        Tail = new EventTail(new NoSink());
    }

    public EventTail Tail { get; }

    /// <summary>Records that were written, as <c>key value</c>.</summary>
    public List<string> Written { get; } = [];

    public TimeSpan Age { get; set; } = TimeSpan.FromSeconds(1);

    public string? WriteFailure { get; set; }

    public ControlTable Current
    {
        get
        {
            lock (_gate)
            {
                return _table;
            }
        }
    }

    public static string LiveId(int number) => (100_000 + number).ToString(CultureInfo.InvariantCulture);

    /// <summary>The first room that runs on this pod and streams.</summary>
    public string FirstHere => Snapshot().First(room => room.State == RoomState.Streaming).LiveId;

    /// <summary>The first room that runs on another.</summary>
    public string FirstElsewhere => Enumerable.Range(1, _rooms).Select(LiveId).First(id => PodOf(id) != 0 && Current.Plan.Admitted.ContainsKey(id));

    /// <summary>The management port over this world, listening on a free port once it is started.</summary>
    public WebApplication Build(params string[] settings) => IngestServer.Build(
        ["--Kafka:BootstrapServers=127.0.0.1:1", "--Management:Port=0", "--Logging:LogLevel:Default=None", $"--Fleet:Pod={Pod}", .. settings],
        builder =>
        {
            builder.Services.Remove(builder.Services.Single(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(IngestHostedService)));
            builder.Services.Replace(ServiceDescriptor.Singleton<IRoomDirectory>(this));
            builder.Services.Replace(ServiceDescriptor.Singleton<IRoomsRunner>(this));
            builder.Services.Replace(ServiceDescriptor.Singleton<IControlTable>(this));
            builder.Services.Replace(ServiceDescriptor.Singleton<IControlWriter>(this));
            builder.Services.Replace(ServiceDescriptor.Singleton<IFleetWatch>(this));
            builder.Services.Replace(ServiceDescriptor.Singleton(Tail));
        });

    public IReadOnlyList<RoomSnapshot> Snapshot()
    {
        var table = Current;
        return [.. Enumerable.Range(1, _rooms).Where(i => PodOf(LiveId(i)) == 0 && table.Plan.Admitted.ContainsKey(LiveId(i))).Select(Here)];
    }

    public RoomSnapshot? Find(string id) => int.TryParse(id, CultureInfo.InvariantCulture, out var number) && number > 100_000 && number <= 100_000 + _rooms
        && PodOf(id) == 0 && Current.Plan.Admitted.ContainsKey(id)
        ? Here(number - 100_000)
        : null;

    public IReadOnlyDictionary<(RoomTransport Assigned, RoomTransport Goes), int> CountByTransport() => new Dictionary<(RoomTransport, RoomTransport), int>();

    public int[] CountByState() => new int[8];

    public DateTimeOffset? OldestUnackedAt() => null;

    public DateTimeOffset? LastEventAt() => null;

    public TimeSpan CheckpointAge() => TimeSpan.Zero;

    public Task RunAsync(CancellationToken stoppingToken) => Task.CompletedTask;

    public IEnumerable<string> NotReadyBecause() => [];

    public Task WriteAsync(IReadOnlyCollection<RoomWrite> writes, Action<int> confirmed, CancellationToken cancellationToken)
    {
        if (WriteFailure is { } why)
        {
            throw new ControlWriteException(why);
        }

        lock (_gate)
        {
            foreach (var write in writes)
            {
                var value = write.Value is null ? null : Encoding.UTF8.GetString(write.Value);
                Written.Add($"{write.Key} {value}");
                Apply(write.Key, value);
            }

            _table = _builder.Snapshot();
        }

        return Task.CompletedTask;
    }

    public FleetOverview Look() => new()
    {
        IsWhole = true,
        Claims = Enumerable.Range(0, Partitions).ToDictionary(partition => partition, partition => new ClaimRow(partition, partition, Instance(partition % 3), $"ingest-{partition % 3}", partition % 3 == 1 ? OtherAddress : "", _now)),
        Instances = [.. Enumerable.Range(0, 3).Select(pod => new InstanceRow(Instance(pod), pod == 1 ? OtherAddress : "", [.. Enumerable.Range(0, Partitions).Where(p => p % 3 == pod)], _rooms / 3, _rooms * 1.5, TimeSpan.FromSeconds(4)))],
        Rooms = Enumerable.Range(1, _rooms).Where(i => PodOf(LiveId(i)) != 0).ToDictionary(LiveId, Elsewhere, StringComparer.Ordinal),
    };

    private static string Instance(int pod) => FormattableString.Invariant($"ingest-{pod}-00000000000{pod}");

    private static int PodOf(string liveId) => RoomPartition.Of(liveId, Partitions) % 3;

    private void Apply(string key, string? value)
        => _builder.Apply(ControlParser.Parse(Encoding.UTF8.GetBytes(key), value is null ? null : Encoding.UTF8.GetBytes(value), _offset++));

    private RoomSnapshot Here(int i)
    {
        var state = StateOf(i);
        return new RoomSnapshot
        {
            LiveId = LiveId(i),
            RoomId = state == RoomState.Offline ? "" : (7_300_000_000_000_000_000 + i).ToString(CultureInfo.InvariantCulture),
            State = state,
            Since = _now.AddSeconds(-(i * 37 % 9000)),
            Title = Titles[i % Titles.Length],
            Labels = i % 3 == 0 ? new Dictionary<string, string>(StringComparer.Ordinal) { ["tenant"] = "green" } : new Dictionary<string, string>(StringComparer.Ordinal),
            Events = new Dictionary<string, long>(StringComparer.Ordinal)
            {
                ["chat"] = i * 31 % 9000, ["gift"] = i * 7 % 900, ["like"] = i * 53 % 20000, ["enter"] = i * 41 % 12000, ["follow"] = i % 80, ["share"] = i % 20, ["room"] = i % 400,
                ["total"] = (i * 31 % 9000) + (i * 7 % 900) + (i * 53 % 20000) + (i * 41 % 12000) + (i % 80) + (i % 20) + (i % 400),
            },
            EventsPerSecond = state == RoomState.Streaming ? i * 17 % 400 / 10.0 : 0,
            Frames = i,
            Bytes = i * 100,
            Duplicates = i % 5,
            Dropped = 0,
            RejectedFrames = 0,
            RedeliveredFrames = 0,
            Filtered = 0,
            Gaps = i % 40 == 0 ? 1 : 0,
            UnackedFrames = i % 3,
            LastFrameAt = _now,
            LastEventAt = state == RoomState.Streaming ? _now.AddSeconds(-(i % 20)) : null,
            Sessions = 1,
            Reconnects = i % 4,
            LastRefusal = state == RoomState.BackingOff
                ? new RoomRefusal("SignatureRejected", "HTTP 200 with Handshake-Msg: signature", "Point Signing:Url at a sign service that knows the site's present signature.")
                : null,
        };
    }

    private static RoomState StateOf(int i) => (i % 50) switch
    {
        3 or 29 => RoomState.Offline,
        13 => RoomState.BackingOff,
        17 => RoomState.Connecting,
        23 => RoomState.Ended,
        _ => RoomState.Streaming,
    };

    private RoomStanding Elsewhere(int i) => new()
    {
        LiveId = LiveId(i),
        RoomId = 7_300_000_000_000_000_000 + i,
        State = SnakeCase.Of(StateOf(i)),
        Since = _now.AddSeconds(-(i * 37 % 9000)),
        Reason = StateOf(i) == RoomState.BackingOff ? "RateLimited" : "",
        Remedy = StateOf(i) == RoomState.BackingOff ? "Lower Socket:ConnectsPerSecond." : "",
        Instance = Instance(PodOf(LiveId(i))),
        Rate = StateOf(i) == RoomState.Streaming ? i * 13 % 300 / 10.0 : 0,
        Events = i * 131 % 40000,
        Gaps = 0,
    };

    private sealed class NoSink : IEventSink
    {
        public void Publish(in LiveEventView e, RoomKey room, Delivery delivery)
        {
            // Nothing stands behind the port.
        }

        public void PublishOther(ReadOnlySpan<byte> raw, in OtherHeaders about, RoomKey room, Delivery delivery)
        {
            // Likewise.
        }

        public void DeadLetter(ReadOnlySpan<byte> raw, RoomKey room, ReadOnlySpan<byte> method, string stage, DropReason reason, Delivery delivery)
        {
            // Likewise.
        }
    }
}
