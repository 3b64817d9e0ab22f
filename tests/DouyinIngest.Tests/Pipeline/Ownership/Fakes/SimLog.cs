using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>The partition: appended to, compacted, read by position.</summary>
internal sealed class SimLog
{
    private readonly List<(string Key, PartitionRecord Record, bool Gone)> _records = [];

    public int End => _records.Count;

    public void Append(SimWrite write) => _records.Add((write.Key, write.At(End), false));

    /// <summary>The record at an offset; null when it was compacted away.</summary>
    public PartitionRecord? At(int offset) => _records[offset].Gone ? null : _records[offset].Record;

    /// <summary>Keeps the last record of each key below an offset.</summary>
    public void Compact(int below)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        for (var i = below - 1; i >= 0; i--)
        {
            if (!kept.Add(_records[i].Key))
            {
                _records[i] = _records[i] with { Gone = true };
            }
        }
    }

    /// <summary>Whether somebody else claimed the partition below an offset and above an epoch.</summary>
    public bool IsCovered(long epoch, int below, string instance) =>
        _records.Take(below).Any(entry => entry.Record is ClaimRecord claim && claim.Offset > epoch && claim.Instance != instance);

    /// <summary>Everything below an offset has become too old.</summary>
    public void Expire(int below)
    {
        for (var i = 0; i < below; i++)
        {
            _records[i] = _records[i] with { Gone = true };
        }
    }

    /// <summary>The record of highest epoch, the later one on a tie, compacted away or not.</summary>
    public RoomCheckpoint? Newest(string liveId, int below)
    {
        RoomCheckpoint? newest = null;
        foreach (var (_, record, _) in _records.Take(below))
        {
            if (record is CheckpointRecord checkpoint && checkpoint.LiveId == liveId && !(checkpoint.Value.Epoch < newest?.Epoch))
            {
                newest = checkpoint.Value;
            }
        }

        return newest;
    }
}
