using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <content>The rules of claims: whose the partition is, and what claimers owe each other.</content>
internal sealed partial class PartitionOwnership
{
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

    /// <summary>The previous claimer does not answer: reads what there is now, then goes without.</summary>
    private void Await(Takeover takeover, TimeSpan now)
    {
        if (!takeover.AnswersAreIn)
        {
            takeover.Question ??= Due(takeover.Deadline, now);
            takeover.AnswersAreIn = takeover.Question?.IsReached(_position) ?? false;
        }
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
            _actions.Add(new WriteClaim(++_claims));
        }
    }
}
