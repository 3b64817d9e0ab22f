using System.Collections.Concurrent;
using System.Text;
using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Pipeline.Push;

/// <summary>Who owns which partition, and which room holds which broadcast, as the checkpoint topic tells. One writer, any readers.</summary>
internal sealed class OwnerView
{
    private readonly ConcurrentDictionary<int, PushOwner> _owners = new();
    private readonly ConcurrentDictionary<long, string> _liveIds = new();
    private readonly Dictionary<string, long> _roomIds = new(StringComparer.Ordinal);

    /// <summary>The newest claim of a partition; null: none.</summary>
    public PushOwner? OwnerOf(int partition) => _owners.GetValueOrDefault(partition);

    /// <summary>The room whose newest record is about this broadcast; null: none.</summary>
    public string? LiveIdOf(long roomId) => _liveIds.GetValueOrDefault(roomId);

    /// <summary>The next record of a partition.</summary>
    public void Add(int partition, byte[]? key, byte[]? value)
    {
        var name = Encoding.UTF8.GetString(key ?? []);
        if (string.Equals(name, PartitionRecords.OwnerKey, StringComparison.Ordinal))
        {
            Claim(partition, value);
        }
        else if (name.Length > 0 && name[0] != '_')
        {
            Place(name, value is null ? 0 : CheckpointPeek.RoomId(value));
        }
    }

    private void Claim(int partition, byte[]? value)
    {
        try
        {
            if (value is not null && OwnerClaim.Parser.ParseFrom(value) is var claim)
            {
                _owners[partition] = new PushOwner(claim.Instance, claim.PushAddress);
            }
        }
        catch (InvalidProtocolBufferException)
        {
            // Whoever owns the partition says so.
        }
    }

    private void Place(string liveId, long roomId)
    {
        if (_roomIds.TryGetValue(liveId, out var before) && before != roomId)
        {
            _liveIds.TryRemove(KeyValuePair.Create(before, liveId));
        }

        if (roomId == 0)
        {
            _roomIds.Remove(liveId);
        }
        else
        {
            _roomIds[liveId] = roomId;
            _liveIds[roomId] = liveId;
        }
    }
}
