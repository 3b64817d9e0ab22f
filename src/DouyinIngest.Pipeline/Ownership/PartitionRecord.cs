using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>One record of a partition of the checkpoint topic.</summary>
/// <param name="Offset">Its place in the partition.</param>
internal abstract record PartitionRecord(long Offset);

/// <summary>Somebody takes the partition.</summary>
internal sealed record ClaimRecord(long Offset, string Instance) : PartitionRecord(Offset);

/// <summary>Somebody answers a claim.</summary>
internal sealed record LingeringRecord(long Offset, Lingering Value) : PartitionRecord(Offset);

/// <summary>The position of a room, running or final.</summary>
internal sealed record CheckpointRecord(long Offset, string LiveId, RoomCheckpoint Value) : PartitionRecord(Offset);

/// <summary>A room's checkpoint was deleted.</summary>
internal sealed record TombstoneRecord(long Offset, string LiveId) : PartitionRecord(Offset);

/// <summary>A record that says nothing here: a deleted claim or answer, an unknown key, a value that cannot be read.</summary>
/// <param name="Offset">Its place in the partition.</param>
/// <param name="Refused">It should have been readable; null when it is only of no concern.</param>
internal sealed record OtherRecord(long Offset, string? Refused) : PartitionRecord(Offset);
