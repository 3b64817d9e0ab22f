using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>What <see cref="PartitionOwnership"/> knows of one room.</summary>
internal sealed class TrackedRoom(string liveId)
{
    private long _rank = long.MinValue;
    private bool _isOurs;

    public string LiveId => liveId;

    public RoomPhase Phase { get; set; }

    /// <summary>What the table says; null when it does not name the room.</summary>
    public RoomWish? Wish { get; set; }

    /// <summary>The table named the room and then no longer: not merely a table that is late.</summary>
    public bool IsRemoved { get; set; }

    /// <summary>Nobody else has to do with the room under our present claim any more.</summary>
    public bool IsSettled { get; set; }

    /// <summary>The epoch that it runs under, or ran under when it was told to close.</summary>
    public long Epoch { get; set; }

    public CloseCause Cause { get; set; }

    /// <summary>The host has closed the room; its final waits for leave to be written.</summary>
    public bool IsClosed { get; set; }

    /// <summary>What the host returned.</summary>
    public RoomCheckpoint? Closed { get; set; }

    /// <summary>When to stop waiting for the finals of those who listed it.</summary>
    public TimeSpan FinalDeadline { get; set; }

    /// <summary>Asked for when <see cref="FinalDeadline"/> had passed.</summary>
    public EndQuestion? Question { get; set; }

    /// <summary>The record that says how far the room is; null: none stands.</summary>
    public RoomCheckpoint? Newest { get; private set; }

    /// <summary>Somebody waits for others to let go of it: to start it here, or to pass on what they write.</summary>
    public bool IsAwaited => Phase is RoomPhase.Opening or RoomPhase.Owed;

    /// <summary>
    /// A record of it was read. The highest epoch is the newest, the later one on a tie: a pod that was stopped may write behind its
    /// successor. An epoch that is not below its own offset comes from another log, and says nothing about this one's order. What we wrote
    /// last under an epoch of our own need not be read back to hold; what we wrote before is on its way to us still.
    /// </summary>
    public void Take(long offset, RoomCheckpoint record)
    {
        var rank = record.Epoch < offset ? record.Epoch : long.MinValue;
        if (rank > _rank || (rank == _rank && !_isOurs))
        {
            (_rank, _isOurs, Newest) = (rank, false, record);
        }
    }

    /// <summary>We wrote the room's last record under an epoch of our own; null is its tombstone.</summary>
    public void Wrote(RoomCheckpoint? record, long epoch)
    {
        if (epoch >= _rank)
        {
            (_rank, _isOurs, Newest) = (epoch, true, record);
        }
    }

    /// <summary>A tombstone was read. It does not tell who wrote it: the owner takes it for its own, which it has heeded when it wrote it.</summary>
    public void Forget(bool isOwner)
    {
        if (!_isOurs || !isOwner)
        {
            (_rank, _isOurs, Newest) = (long.MinValue, false, null);
        }
    }

    /// <summary>The final of a room that ran here.</summary>
    public RoomCheckpoint OwnFinal(string instance)
    {
        var final = Closed ?? Newest?.Clone() ?? new RoomCheckpoint();
        return Sealed(final, instance, Epoch, Reason());
    }

    /// <summary>The final of a room that only was to be opened here: what stands, in our name, and as old as it is.</summary>
    public RoomCheckpoint PassedOn(string instance)
    {
        var closed = Newest is null or { Closed: RoomCheckpoint.Types.Closed.Running } ? RoomCheckpoint.Types.Closed.Moved : Newest.Closed;
        return Sealed(Newest?.Clone() ?? new RoomCheckpoint(), instance, _rank < 0 ? -1 : _rank, closed);
    }

    /// <summary>What stands, marked as paused by its owner.</summary>
    public RoomCheckpoint Paused(string instance, long epoch) =>
        Sealed(Newest?.Clone() ?? new RoomCheckpoint(), instance, epoch, RoomCheckpoint.Types.Closed.Paused);

    private static RoomCheckpoint Sealed(RoomCheckpoint final, string instance, long epoch, RoomCheckpoint.Types.Closed closed)
    {
        final.Version = PartitionRecords.Version;
        final.Instance = instance;
        final.Epoch = epoch;
        final.Final = true;
        final.Closed = closed;
        return final;
    }

    private RoomCheckpoint.Types.Closed Reason() => Wish switch
    {
        RoomWish.Pause => RoomCheckpoint.Types.Closed.Paused,
        RoomWish.Unplace => RoomCheckpoint.Types.Closed.Unplaced,
        null when IsRemoved => RoomCheckpoint.Types.Closed.Removed,
        _ => Cause switch
        {
            CloseCause.Paused => RoomCheckpoint.Types.Closed.Paused,
            CloseCause.Removed => RoomCheckpoint.Types.Closed.Removed,
            CloseCause.Unplaced => RoomCheckpoint.Types.Closed.Unplaced,
            _ => RoomCheckpoint.Types.Closed.Moved,
        },
    };
}
