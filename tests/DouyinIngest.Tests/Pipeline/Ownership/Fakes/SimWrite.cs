using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>A record on its way to the partition; it has no offset yet.</summary>
internal sealed record SimWrite(string Key, Func<long, PartitionRecord> At, Action? Stands = null)
{
    public static SimWrite Claim(string instance, Action stands) => new(PartitionRecords.OwnerKey, offset => new ClaimRecord(offset, instance), stands);

    public static SimWrite Answer(Lingering value)
    {
        var copy = value.Clone();
        return new(PartitionRecords.LingeringKey(copy.Instance), offset => new LingeringRecord(offset, copy));
    }

    public static SimWrite Checkpoint(string liveId, RoomCheckpoint value)
    {
        var copy = value.Clone();
        return new(liveId, offset => new CheckpointRecord(offset, liveId, copy));
    }

    public static SimWrite Tombstone(string liveId) => new(liveId, offset => new TombstoneRecord(offset, liveId));
}
