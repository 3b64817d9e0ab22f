using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>
/// Who runs the rooms of one partition of the checkpoint topic, seen by one pod: claims, answers, finals and takeover. Decides only: no Kafka, no
/// clock, no thread. One caller at a time tells it what happened, then carries out <see cref="TakeActions"/> in order. Times are those of one
/// monotonic clock. Made anew whenever the reader is given the partition, which it then reads from its beginning; dropped when <see cref="IsIdle"/>.
/// The rules and what each protects: docs/spec/ownership.md.
/// </summary>
internal sealed class PartitionOwnership(string instance, OwnershipTimings timings)
{
    private readonly List<OwnershipAction> _actions = [];

    /// <summary>The newest claim that was read is our own.</summary>
    public bool IsOwner { get; private set; }

    /// <summary>Offset of our newest claim; -1 before the first.</summary>
    public long Epoch { get; private set; } = -1;

    /// <summary>Everything up to an end asked for after the assignment, or after the last stop, has been read: rooms may publish. The gate of the
    /// partition's rooms is shut while it is false.</summary>
    public bool IsCaughtUp { get; private set; }

    /// <summary>A room runs, or a final is owed: the process must not exit, short of a kill.</summary>
    public bool MustStay { get; private set; }

    /// <summary>Nothing keeps this pod on the partition: the reader may leave it and this object be dropped.</summary>
    public bool IsIdle { get; private set; } = true;

    /// <summary>When <see cref="Tick"/> is due; null: not before something happens.</summary>
    public TimeSpan? NextDue { get; private set; }

    /// <summary>Every room that the log or the table named, with where this pod stands with it.</summary>
    public IEnumerable<(string LiveId, RoomPhase Phase)> Rooms => IsIdle ? [] : [(instance, RoomPhase.Idle)];

    /// <summary>What has to be done since the last call, in order. Empties the list.</summary>
    public IReadOnlyList<OwnershipAction> TakeActions()
    {
        var taken = _actions.ToArray();
        _actions.Clear();
        return taken;
    }

    /// <summary>The group gave us the partition. Says only that we want it: the log decides.</summary>
    public void Assigned(TimeSpan now) => Nothing(now);

    /// <summary>The group took the partition away, or lost us. Stops no room, starts none either.</summary>
    public void Unassigned(TimeSpan now) => Nothing(now);

    /// <summary>The next record of the partition: every one, in the order of offsets.</summary>
    public void Read(PartitionRecord record, TimeSpan now) => Nothing(now);

    /// <summary>The reader stands at this offset: everything below was read or is compacted away.</summary>
    public void ReadTo(long position, TimeSpan now) => Nothing(now);

    /// <summary>Answers <see cref="AskEnd"/>: the offset behind the partition's last record.</summary>
    public void EndIs(int question, long end, TimeSpan now) => Nothing(now);

    /// <summary>What the table says of the partition's rooms, all of them. Not called while the table is too old to start anything.</summary>
    public void Wish(IReadOnlyDictionary<string, RoomWish> rooms, TimeSpan now) => Nothing(now);

    /// <summary>A room that we told to close has closed.</summary>
    /// <param name="liveId">The room.</param>
    /// <param name="final">Its state at the last frame whose events are all confirmed; null when none was since its start: then what it
    /// started from still holds.</param>
    /// <param name="now">The time.</param>
    public void RoomClosed(string liveId, RoomCheckpoint? final, TimeSpan now) => Nothing(now);

    /// <summary>The process was stopped for longer than it may be: asks for the end and writes no claim and no final and starts nothing before
    /// that is read.</summary>
    public void Stopped(TimeSpan now) => Nothing(now);

    /// <summary>The process is to exit: wants nothing any more. Rooms run on until they are taken over.</summary>
    public void Terminate(TimeSpan now) => Nothing(now);

    /// <summary>No successor came in time: closes what still runs.</summary>
    public void DrainDeadline(TimeSpan now) => Nothing(now);

    /// <summary>Time went by.</summary>
    public void Tick(TimeSpan now) => Nothing(now);

    private void Nothing(TimeSpan now)
    {
        IsOwner = IsCaughtUp = MustStay = false;
        IsIdle = instance.Length > 0;
        NextDue = now + timings.Answer;
        Epoch = -1;
    }
}
