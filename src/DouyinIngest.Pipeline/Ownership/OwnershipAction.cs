using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>
/// Something that has to be done for <see cref="PartitionOwnership"/>. Actions are carried out in the order given; what is written goes
/// through one idempotent producer to the partition, in that order, and is tried until it stands.
/// </summary>
internal abstract record OwnershipAction;

/// <summary>Write an <see cref="OwnerClaim"/> under the key <see cref="PartitionRecords.OwnerKey"/>, and tell what became of it under its number.</summary>
internal sealed record WriteClaim(int Number) : OwnershipAction;

/// <summary>Write the answer under the key <see cref="PartitionRecords.LingeringKey"/> of this instance.</summary>
internal sealed record WriteLingering(Lingering Value) : OwnershipAction;

/// <summary>Write the checkpoint of a room; flags, epoch and instance are set.</summary>
internal sealed record WriteFinal(string LiveId, RoomCheckpoint Value) : OwnershipAction;

/// <summary>Write a null value for the room.</summary>
internal sealed record WriteTombstone(string LiveId) : OwnershipAction;

/// <summary>Ask the broker for the end of the partition now, and tell it by <see cref="PartitionOwnership.EndIs"/>. An answer to a question asked
/// earlier will not do. A question that cannot be answered is asked again until it is.</summary>
internal sealed record AskEnd(int Question) : OwnershipAction;

/// <summary>Run the room. Its checkpoints carry the epoch. Where it goes on is told by <paramref name="From"/>, null when nothing is known of it;
/// a checkpoint closed as paused or removed gives no cursor.</summary>
internal sealed record StartRoom(string LiveId, long Epoch, RoomCheckpoint? From) : OwnershipAction;

/// <summary>Read no further, abort the socket, wait for the deliveries (3 s at most) and call <see cref="PartitionOwnership.RoomClosed"/>. From
/// now on the room writes no checkpoint of its own.</summary>
internal sealed record CloseRoom(string LiveId, CloseCause Cause) : OwnershipAction;

/// <summary>The room runs on under a new epoch, from its next record.</summary>
internal sealed record SetEpoch(string LiveId, long Epoch) : OwnershipAction;

/// <summary>Write the room's checkpoint again: another's record stands behind it, and compaction keeps the last.</summary>
internal sealed record RewriteCheckpoint(string LiveId) : OwnershipAction;
