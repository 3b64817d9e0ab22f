using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>What threads and tasks tell the coordinator; it deals with one at a time, in order.</summary>
internal abstract record FleetMessage
{
    /// <summary>The group gave us partitions; may be none.</summary>
    public sealed record Gained(IReadOnlyList<int> Partitions) : FleetMessage;

    /// <summary>The group took partitions away, or takes us for dead.</summary>
    public sealed record NotMine(IReadOnlyList<int> Partitions, bool Lost) : FleetMessage;

    /// <summary>A record of the checkpoint topic.</summary>
    /// <param name="Reading">Which reading of it, see <see cref="LogReader.Follow"/>.</param>
    /// <param name="Record">The record.</param>
    public sealed record RecordRead(PartitionReading Reading, LogRecord Record) : FleetMessage;

    /// <summary>The reader stands at this offset: everything before it has been told.</summary>
    public sealed record ReadTo(PartitionReading Reading, long Offset) : FleetMessage;

    /// <summary>The broker's end of a partition, asked for after the question was put.</summary>
    public sealed record EndIs(PartitionReading Reading, long Offset, int Question) : FleetMessage;

    /// <summary>The brokers have a claim of ours.</summary>
    public sealed record ClaimWritten(PartitionReading Reading, int Claim) : FleetMessage;

    /// <summary>The brokers refused a claim of ours for good: it does not stand.</summary>
    public sealed record ClaimRefused(PartitionReading Reading, int Claim) : FleetMessage;

    /// <summary>The table of desired rooms changed.</summary>
    public sealed record TableChanged(ControlTable Table) : FleetMessage;

    /// <summary>A room that was told to stop has stopped.</summary>
    public sealed record RoomStopped(string LiveId, RoomEnd End) : FleetMessage;

    /// <summary>The process was stopped for longer than it may be.</summary>
    public sealed record Suspended : FleetMessage;

    /// <summary>Leave the group; rooms run on until they are taken over or told otherwise.</summary>
    public sealed record Leave : FleetMessage;

    /// <summary>Close every room now.</summary>
    public sealed record CloseAll : FleetMessage;

    /// <summary>Time has passed.</summary>
    public sealed record Tick : FleetMessage;
}
