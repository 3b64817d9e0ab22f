using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <summary>
/// Who runs the rooms of one partition of the checkpoint topic, seen by one pod: claims, answers, finals and takeover. Decides only: no Kafka, no
/// clock, no thread. One caller at a time tells it what happened, then carries out <see cref="TakeActions"/> in order. Times are those of one
/// monotonic clock. Made anew whenever the reader is given the partition, which it then reads from its beginning; dropped when <see cref="IsIdle"/>.
/// The rules and what each protects: docs/spec/ownership.md.
/// </summary>
internal sealed partial class PartitionOwnership(string instance, OwnershipTimings timings)
{
    private readonly List<OwnershipAction> _actions = [];
    private readonly Dictionary<string, TrackedRoom> _rooms = new(StringComparer.Ordinal);
    private readonly List<EndQuestion> _questions = [];
    private long _position;
    private int _asked;
    private int _claims;
    private bool _wanted;
    private bool _terminated;
    private bool _claiming;
    private TimeSpan _claimNotBefore;
    private string? _claimer;
    private EndQuestion? _gate;
    private EndQuestion? _claimQuestion;
    private EndQuestion? _dueQuestion;
    private Takeover? _takeover;

    /// <summary>Our answer to the claim that superseded us, while more rooms may have to be added to it.</summary>
    private Lingering? _openAnswer;

    /// <summary>The newest claim that was read is our own.</summary>
    public bool IsOwner { get; private set; }

    /// <summary>Offset of our newest claim; -1 before the first.</summary>
    public long Epoch { get; private set; } = -1;

    /// <summary>Everything up to an end asked for after the assignment, or after the last stop, has been read: rooms may publish. The gate of the
    /// partition's rooms is shut while it is false.</summary>
    public bool IsCaughtUp => _gate?.IsReached(_position) ?? false;

    /// <summary>A room runs, or a final or an answer is owed: no claim may be made, and the process must not exit before its deadline.</summary>
    public bool MustStay => _openAnswer is not null
        || _rooms.Values.Any(room => room.Phase is RoomPhase.Running or RoomPhase.Closing or RoomPhase.Owed);

    /// <summary>Nothing keeps this pod on the partition: the reader may leave it and this object be dropped.</summary>
    public bool IsIdle => !_wanted && !_claiming && !IsOwner && !MustStay;

    /// <summary>When <see cref="Tick"/> is due; null: not before something happens.</summary>
    public TimeSpan? NextDue { get; private set; }

    /// <summary>Every room that the log or the table named, with where this pod stands with it.</summary>
    public IEnumerable<(string LiveId, RoomPhase Phase)> Rooms => _rooms.Values.Select(room => (room.LiveId, room.Phase));

    /// <summary>The record that says how far a room is, as far as the log was read; null when none stands. Not to be changed.</summary>
    public RoomCheckpoint? Newest(string liveId) => _rooms.GetValueOrDefault(liveId)?.Newest;

    /// <summary>What has to be done since the last call, in order. Empties the list.</summary>
    public IReadOnlyList<OwnershipAction> TakeActions()
    {
        var taken = _actions.ToArray();
        _actions.Clear();
        return taken;
    }

    /// <summary>The group gave us the partition. Says only that we want it: the log decides.</summary>
    public void Assigned(TimeSpan now)
    {
        _wanted = !_terminated;
        _gate ??= Ask();
        Decide(now);
    }

    /// <summary>The group took the partition away, or lost us. Stops no room, starts none either.</summary>
    public void Unassigned(TimeSpan now)
    {
        _wanted = false;
        Decide(now);
    }

    /// <summary>The next record of the partition: every one, in the order of offsets.</summary>
    public void Read(PartitionRecord record, TimeSpan now)
    {
        switch (record)
        {
            case ClaimRecord claim:
                ReadClaim(claim, now);
                break;
            case LingeringRecord { Value: var answer } when _takeover is not null && _takeover.Answered(answer):
                ReadAnswer(answer, now);
                break;
            case CheckpointRecord checkpoint:
                ReadCheckpoint(checkpoint);
                break;
            case TombstoneRecord { LiveId: var liveId }:
                var room = Room(liveId);
                room.Forget(IsOwner);
                WriteAgain(room);
                break;
        }

        ReadTo(record.Offset + 1, now);
    }

    /// <summary>The reader stands at this offset: everything below was read or is compacted away.</summary>
    public void ReadTo(long position, TimeSpan now)
    {
        _position = Math.Max(_position, position);
        Decide(now);
    }

    /// <summary>Answers <see cref="AskEnd"/>: the offset behind the partition's last record.</summary>
    public void EndIs(int question, long end, TimeSpan now)
    {
        foreach (var asked in _questions.Where(asked => asked.Number == question))
        {
            asked.End = end;
        }

        _questions.RemoveAll(asked => asked.End is not null);
        Decide(now);
    }

    /// <summary>The broker has confirmed a claim of ours. Its offset is what the reader finds, never what the confirmation says; a claim that is
    /// not found was superseded and compacted away while we did not look. One of an earlier claim, which can come after that was read and
    /// superseded, says nothing of the claim under way.</summary>
    public void ClaimWritten(int claim, TimeSpan now)
    {
        if (_claiming && claim == _claims)
        {
            _claimQuestion = Ask();
        }

        Decide(now);
    }

    /// <summary>The broker has refused a claim of ours for good: it does not stand, and is made again after a while.</summary>
    public void ClaimRefused(int claim, TimeSpan now)
    {
        if (_claiming && claim == _claims)
        {
            (_claiming, _claimQuestion, _claimNotBefore) = (false, null, now + timings.ClaimAgain);
        }

        Decide(now);
    }

    /// <summary>What the table says of the partition's rooms, all of them. Not called while the table is too old to start anything.</summary>
    public void Wish(IReadOnlyDictionary<string, RoomWish> rooms, TimeSpan now)
    {
        foreach (var liveId in rooms.Keys)
        {
            Room(liveId);
        }

        foreach (var room in _rooms.Values)
        {
            RoomWish? wish = rooms.TryGetValue(room.LiveId, out var named) ? named : null;
            if (wish != room.Wish)
            {
                room.IsRemoved = wish is null;
                room.Wish = wish;
                Follow(room);
            }
        }

        Decide(now);
    }

    /// <summary>A room that we told to close has closed.</summary>
    /// <param name="liveId">The room.</param>
    /// <param name="final">Its state at the last frame whose events are all confirmed, handed over for good; null when none was since its start:
    /// then what it started from still holds.</param>
    /// <param name="now">The time.</param>
    public void RoomClosed(string liveId, RoomCheckpoint? final, TimeSpan now)
    {
        var room = Room(liveId);
        room.Closed = final;
        room.IsClosed = true;
        Decide(now);
    }

    /// <summary>The process was stopped for longer than it may be: asks for the end and writes no claim and no final and starts nothing before
    /// that is read.</summary>
    public void Stopped(TimeSpan now)
    {
        _gate = Ask();
        Decide(now);
    }

    /// <summary>The process is to exit: wants nothing any more. Rooms run on until they are taken over.</summary>
    public void Terminate(TimeSpan now)
    {
        _terminated = true;
        Unassigned(now);
    }

    /// <summary>No successor came in time: closes what still runs.</summary>
    public void DrainDeadline(TimeSpan now)
    {
        Terminate(now);
        foreach (var room in _rooms.Values.Where(room => room.Phase == RoomPhase.Running))
        {
            Close(room, CloseCause.Drained);
        }

        Decide(now);
    }

    /// <summary>Time went by.</summary>
    public void Tick(TimeSpan now) => Decide(now);

    private void Decide(TimeSpan now)
    {
        (NextDue, _dueQuestion) = (null, null);
        if (!IsCaughtUp)
        {
            return;
        }

        foreach (var room in _rooms.Values.Where(room => room is { Phase: RoomPhase.Closing, IsClosed: true }))
        {
            WriteOwnFinal(room);
        }

        if (_takeover is not null)
        {
            Await(_takeover, now);
            CompleteAnswer(_takeover);
            foreach (var room in _rooms.Values.Where(room => room.IsAwaited && IsLetGo(room, _takeover, now)))
            {
                Settle(room);
            }
        }

        Claim(now);
    }

    /// <summary>One question for everything that falls due at once.</summary>
    private EndQuestion? Due(TimeSpan deadline, TimeSpan now) => IsPast(deadline, now) ? _dueQuestion ??= Ask() : null;

    private bool IsPast(TimeSpan time, TimeSpan now)
    {
        if (now >= time)
        {
            return true;
        }

        NextDue = NextDue is { } due && due < time ? due : time;
        return false;
    }

    private EndQuestion Ask()
    {
        var question = new EndQuestion(++_asked);
        _questions.Add(question);
        _actions.Add(new AskEnd(question.Number));
        return question;
    }

    private TrackedRoom Room(string liveId)
    {
        if (!_rooms.TryGetValue(liveId, out var room))
        {
            _rooms.Add(liveId, room = new(liveId));
        }

        return room;
    }
}
