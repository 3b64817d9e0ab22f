using System.IO.Compression;
using System.Reflection;
using DouyinIngest.Pipeline.Canary;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Overview;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Server.Api;

/// <summary>Every room of the fleet as this process knows it. The list is made at most once a second, however many look.</summary>
internal sealed class RoomList(
    IRoomDirectory rooms,
    IRoomsRunner runner,
    IControlTable control,
    IFleetWatch fleet,
    FleetInstance instance,
    CanaryHostedService canary,
    IOptions<IngestOptions> ingest,
    IOptions<KafkaOptions> kafka,
    TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);
    private static readonly string Version = typeof(RoomList).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    private readonly Lock _gate = new();
    private byte[]? _plain;
    private byte[]? _zipped;
    private long _madeAt;

    /// <summary>Whether rooms come from the control topic.</summary>
    public bool IsFleet => ingest.Value.Rooms.Count == 0;

    /// <summary>The list as JSON.</summary>
    /// <param name="zipped">Gzipped.</param>
    public byte[] Json(bool zipped)
    {
        lock (_gate)
        {
            if (_plain is null || time.GetElapsedTime(_madeAt) >= Fresh)
            {
                _plain = RoomListJson.Write(Rows().All(rooms.Snapshot()), time.GetUtcNow());
                _zipped = null;
                _madeAt = time.GetTimestamp();
            }

            return zipped ? _zipped ??= Zip(_plain) : _plain;
        }
    }

    /// <summary>One room by its live id, or by its room id if it runs here; null: nobody knows it.</summary>
    public RoomRow? Find(string id) => Rows().Find(id, rooms.Find(id));

    /// <summary>The same room with all its figures; null: it does not run here.</summary>
    public RoomSnapshot? Snapshot(string id) => rooms.Find(id);

    public Assignments Assignments() => Api.Assignments.Of(control.Current);

    public ConsoleStatus Status(bool writes)
    {
        var overview = IsFleet ? fleet.Look() : FleetOverview.None;
        return new ConsoleStatus
        {
            Version = Version,
            Pod = instance.Pod,
            Mode = IsFleet ? "fleet" : "rooms",
            Writes = writes && IsFleet,
            NotReady = [.. runner.NotReadyBecause()],
            TableAgeSeconds = IsFleet && control.Age != TimeSpan.MaxValue ? Math.Round(control.Age.TotalSeconds, 1) : null,
            FleetIsWhole = overview.IsWhole,
            FleetTrouble = overview.Trouble,
            Pods = [.. overview.Instances.Select(pod => new PodRow(
                pod.Instance, pod.Address, string.Equals(pod.Instance, instance.Id, StringComparison.Ordinal), pod.Partitions.Count, pod.Rooms, Math.Round(pod.Rate, 1)))],
            Canary = canary.Report,
        };
    }

    private RoomRows Rows() => IsFleet
        ? new RoomRows(control.Current, fleet.Look(), kafka.Value.CheckpointPartitions, instance.Pod)
        : new RoomRows(null, FleetOverview.None, kafka.Value.CheckpointPartitions, instance.Pod);

    private static byte[] Zip(byte[] plain)
    {
        using var stream = new MemoryStream(plain.Length / 8);
        using (var zip = new GZipStream(stream, CompressionLevel.Fastest))
        {
            zip.Write(plain);
        }

        return stream.ToArray();
    }
}
