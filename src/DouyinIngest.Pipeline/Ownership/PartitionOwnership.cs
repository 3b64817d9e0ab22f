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
    private readonly Dictionary<string, TrackedRoom> _rooms = new(StringComparer.Ordinal);
    private readonly List<EndQuestion> _questions = [];
    private long _position;
    private int _asked;
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
    /// not found was superseded and compacted away while we did not look.</summary>
    public void ClaimWritten(TimeSpan now)
    {
        if (_claiming)
        {
            _claimQuestion = Ask();
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

    private void ReadClaim(ClaimRecord claim, TimeSpan now)
    {
        var isOwn = string.Equals(claim.Instance, instance, StringComparison.Ordinal);
        if (!isOwn)
        {
            ReadForeignClaim(claim.Offset, now);
        }
        else if (_claiming || IsOwner)
        {
            ReadOwnClaim(claim.Offset, now);
        }

        _claimer = claim.Instance;
    }

    private void ReadOwnClaim(long offset, TimeSpan now)
    {
        if (!IsOwner)
        {
            _takeover = new(offset, _claimer, now + timings.Answer);
        }

        (_claiming, _claimQuestion, IsOwner, Epoch) = (false, null, true, offset);
        foreach (var room in _rooms.Values)
        {
            if (room.Phase == RoomPhase.Running)
            {
                room.Epoch = offset;
                _actions.Add(new SetEpoch(room.LiveId, offset));
            }
            else if (room is { Phase: RoomPhase.Idle, Wish: not null })
            {
                Open(room);
            }
        }
    }

    private void ReadForeignClaim(long offset, TimeSpan now)
    {
        var listed = _rooms.Values
            .Where(room => room.Phase is RoomPhase.Opening or RoomPhase.Running or RoomPhase.Closing)
            .ToArray();
        var answer = new Lingering { Instance = instance, ClaimOffset = offset, More = IsOwner && !_takeover!.AnswersAreIn };
        answer.LiveIds.AddRange(listed.Select(room => room.LiveId));
        if (IsOwner || listed.Length > 0)
        {
            _actions.Add(new WriteLingering(answer));
        }

        if (IsOwner)
        {
            _openAnswer = answer.More ? answer.Clone() : null;
            _claimNotBefore = now + timings.ClaimAgain;
        }

        IsOwner = false;
        foreach (var room in _rooms.Values)
        {
            room.IsSettled = room.IsSettled && room.Phase == RoomPhase.Opening;
            if (room.Phase == RoomPhase.Opening)
            {
                room.Phase = RoomPhase.Owed;
            }
            else if (room.Phase == RoomPhase.Running)
            {
                Close(room, CloseCause.Moved);
            }
        }
    }

    /// <summary>Our claim was answered: rooms that the answer lists are awaited, those too that our table does not name.</summary>
    private void ReadAnswer(Lingering answer, TimeSpan now)
    {
        foreach (var room in answer.LiveIds.Select(Room))
        {
            room.FinalDeadline = now + timings.Final;
            room.Question = null;
            if (room is not { Phase: RoomPhase.Idle, IsSettled: false })
            {
                continue;
            }

            if (IsOwner)
            {
                room.Phase = RoomPhase.Opening;
            }
            else if (_openAnswer is not null)
            {
                room.Phase = RoomPhase.Owed;
                _openAnswer.LiveIds.Add(room.LiveId);
            }
        }
    }

    private void ReadCheckpoint(CheckpointRecord record)
    {
        var room = Room(record.LiveId);
        room.Take(record.Offset, record.Value);
        if (record.Value.Final)
        {
            _takeover?.Final(record.Value.Instance, record.LiveId);
        }

        if (!string.Equals(record.Value.Instance, instance, StringComparison.Ordinal))
        {
            WriteAgain(room);
        }
    }

    /// <summary>Another's record stands behind ours.</summary>
    private void WriteAgain(TrackedRoom room)
    {
        if (room.Phase == RoomPhase.Running)
        {
            _actions.Add(new RewriteCheckpoint(room.LiveId));
        }
    }

    /// <summary>The table has changed its mind about a room.</summary>
    private void Follow(TrackedRoom room)
    {
        if (room.Phase == RoomPhase.Running && room.Wish != RoomWish.Run)
        {
            Close(room, room.Wish switch { RoomWish.Pause => CloseCause.Paused, RoomWish.Unplace => CloseCause.Unplaced, _ => CloseCause.Removed });
        }
        else if (room.Phase == RoomPhase.Idle && IsOwner)
        {
            room.Phase = RoomPhase.Opening;
        }
    }

    private void Close(TrackedRoom room, CloseCause cause)
    {
        room.Phase = RoomPhase.Closing;
        room.Cause = cause;
        _actions.Add(new CloseRoom(room.LiveId, cause));
    }

    private static void Open(TrackedRoom room)
    {
        room.Phase = RoomPhase.Opening;
        room.IsSettled = false;
        room.Question = null;
    }

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

    private void WriteOwnFinal(TrackedRoom room)
    {
        var final = room.OwnFinal(instance);
        room.Wrote(final, room.Epoch);
        _actions.Add(new WriteFinal(room.LiveId, final));
        (room.IsClosed, room.Closed, room.Phase) = (false, null, RoomPhase.Idle);
        if (room.IsRemoved)
        {
            Delete(room);
        }
        else if (IsOwner && !_terminated)
        {
            room.Phase = RoomPhase.Opening;
        }
    }

    /// <summary>The previous claimer does not answer: reads what there is now, then goes without.</summary>
    private void Await(Takeover takeover, TimeSpan now)
    {
        if (!takeover.AnswersAreIn)
        {
            takeover.Question ??= Due(takeover.Deadline, now);
            takeover.AnswersAreIn = takeover.Question?.IsReached(_position) ?? false;
        }
    }

    /// <summary>Whether nobody else has to do with the room any more, as far as can be known.</summary>
    private bool IsLetGo(TrackedRoom room, Takeover takeover, TimeSpan now)
    {
        if (room.IsSettled || !takeover.AnswersAreIn)
        {
            return room.IsSettled;
        }

        if (takeover.FinalsAreIn(room.LiveId))
        {
            return true;
        }

        room.Question ??= Due(room.FinalDeadline, now);
        return room.Question?.IsReached(_position) ?? false;
    }

    private void Settle(TrackedRoom room)
    {
        if (room.Phase == RoomPhase.Owed)
        {
            room.Phase = RoomPhase.Idle;
            _actions.Add(new WriteFinal(room.LiveId, room.PassedOn(instance)));
        }
        else if (room.Wish != RoomWish.Run)
        {
            (room.Phase, room.IsSettled) = (RoomPhase.Idle, true);
            Mark(room);
        }
        else if (_wanted)
        {
            (room.Phase, room.IsSettled, room.Epoch) = (RoomPhase.Running, true, Epoch);
            _actions.Add(new StartRoom(room.LiveId, Epoch, room.Newest));
        }
    }

    /// <summary>A room that stands still on purpose is told apart from one that is on its way to an owner.</summary>
    private void Mark(TrackedRoom room)
    {
        if (room.Newest is not null && room.IsRemoved)
        {
            Delete(room);
        }
        else if (room is { Wish: RoomWish.Pause, Newest.Closed: not RoomCheckpoint.Types.Closed.Paused })
        {
            var paused = room.Paused(instance, Epoch);
            room.Wrote(paused, Epoch);
            _actions.Add(new WriteFinal(room.LiveId, paused));
        }
    }

    private void Delete(TrackedRoom room)
    {
        room.Wrote(null, Epoch);
        _actions.Add(new WriteTombstone(room.LiveId));
    }

    /// <summary>Whoever superseded us while we waited for an answer ourselves now learns of all rooms.</summary>
    private void CompleteAnswer(Takeover takeover)
    {
        if (_openAnswer is not null && takeover.AnswersAreIn)
        {
            _openAnswer.More = false;
            _actions.Add(new WriteLingering(_openAnswer));
            _openAnswer = null;
        }
    }

    private void Claim(TimeSpan now)
    {
        if (_claimQuestion?.IsReached(_position) ?? false)
        {
            (_claiming, _claimQuestion) = (false, null);
        }

        if (_wanted && !_claiming && !IsOwner && !MustStay && IsPast(_claimNotBefore, now))
        {
            _claiming = true;
            _actions.Add(new WriteClaim());
        }
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
