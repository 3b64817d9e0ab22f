using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Pipeline.Status;
using DouyinIngest.Pipeline.Topics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>What the coordinator is made of.</summary>
internal sealed class FleetParts(
    ControlReader control,
    RoomHost rooms,
    FleetInstance instance,
    FleetMetrics metrics,
    GroupLook group,
    IStatusSink status,
    OwnedPartitions owned,
    IOptions<FleetOptions> options,
    IOptions<KafkaOptions> kafka,
    IOptions<DrainOptions> drain,
    TimeProvider time,
    ILoggerFactory loggers)
{
    public ControlReader Control { get; } = control;

    public RoomHost Rooms { get; } = rooms;

    public FleetInstance Instance { get; } = instance;

    public FleetMetrics Metrics { get; } = metrics;

    public GroupLook Group { get; } = group;

    public IStatusSink Status { get; } = status;

    public OwnedPartitions Owned { get; } = owned;

    public FleetOptions Options { get; } = options.Value;

    public KafkaOptions Kafka { get; } = kafka.Value;

    public DrainOptions Drain { get; } = drain.Value;

    public TimeProvider Time { get; } = time;

    public ILoggerFactory Loggers { get; } = loggers;
}
