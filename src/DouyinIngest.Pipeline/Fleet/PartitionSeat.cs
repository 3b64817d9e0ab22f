using DouyinIngest.Pipeline.Ownership;

namespace DouyinIngest.Pipeline.Fleet;

/// <summary>A partition of the checkpoint topic that this instance has to do with.</summary>
internal sealed class PartitionSeat(PartitionReading reading, PartitionOwnership ownership, PartitionGate gate, int generation)
{
    public PartitionReading Reading { get; } = reading;

    public PartitionOwnership Ownership { get; } = ownership;

    public PartitionGate Gate { get; } = gate;

    /// <summary>The stop of the process that <see cref="Ownership"/> was last told of.</summary>
    public int Generation { get; set; } = generation;

    /// <summary>When the last claim was written; for the time that a takeover takes.</summary>
    public TimeSpan ClaimedAt { get; set; }
}
