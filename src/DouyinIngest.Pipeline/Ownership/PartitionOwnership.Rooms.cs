using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Ownership;

/// <content>The rules of one room: when it starts, closes, and what is written of it.</content>
internal sealed partial class PartitionOwnership
{
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
}
