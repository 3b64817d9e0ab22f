using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using Google.Protobuf;

namespace DouyinIngest.Pipeline.Fleet;

/// <content>What ownership decides, carried out.</content>
internal sealed partial class FleetCoordinator
{
    private void CarryOut(PartitionSeat seat)
    {
        foreach (var action in seat.Ownership.TakeActions())
        {
            CarryOut(seat, action);
        }

        if (seat.Ownership.IsCaughtUp)
        {
            seat.Gate.Verified(seat.Generation);
        }

        _parts.Owned.Set(seat.Reading.Partition, seat.Ownership.IsOwner ? seat.Ownership.Epoch : null);
        if (seat.Ownership.IsIdle)
        {
            _seats.Remove(seat.Reading.Partition);
            _reader.Forget(seat.Reading.Partition);
        }
    }

    private void CarryOut(PartitionSeat seat, OwnershipAction action)
    {
        var partition = seat.Reading.Partition;
        switch (action)
        {
            case WriteClaim(var number):
                _parts.Metrics.Claimed();
                seat.ClaimedAt = Now;
                Log.Claiming(_logger, partition);
                var claim = new OwnerClaim
                {
                    Instance = _parts.Instance.Id,
                    Pod = _parts.Instance.Pod,
                    Time = _time.GetUtcNow().ToUnixTimeMilliseconds(),
                    ManagementAddress = _parts.Options.ManagementAddress,
                    PushAddress = _parts.Options.PushAddress,
                };
                Write(partition, PartitionRecords.OwnerKey, claim, stands => Post(stands ? new FleetMessage.ClaimWritten(seat.Reading, number) : new FleetMessage.ClaimRefused(seat.Reading, number)));
                break;
            case WriteLingering(var answer):
                Write(partition, PartitionRecords.LingeringKey(_parts.Instance.Id), answer);
                break;
            case WriteFinal(var liveId, var final):
                Write(partition, liveId, final);
                break;
            case WriteTombstone(var liveId):
                Write(partition, liveId, null);
                break;
            case AskEnd(var question):
                _reader.AskEnd(partition, question);
                break;
            case StartRoom start:
                Start(seat, start);
                break;
            case CloseRoom close:
                Close(close);
                break;
            case SetEpoch(var liveId, var epoch):
                _rooms[liveId].Gate.Renew(epoch);
                break;
            case RewriteCheckpoint(var liveId):
                _rooms[liveId].Rewrite();
                break;
        }
    }

    private void Write(int partition, string key, IMessage? value, Action<bool>? done = null)
    {
        if (_unwritten.Count > 0 || !_writer.TryWrite(partition, key, value, done))
        {
            _unwritten.Enqueue((partition, key, value, done));
        }
    }

    private void Start(PartitionSeat seat, StartRoom start)
    {
        var gate = new RoomGate(seat.Gate, start.Epoch, _time);
        var room = new FleetRoom(seat.Reading.Partition, AssignmentOf(start.LiveId), gate, start.From, _parts.Instance, (partition, key, value) => _writer.TryWrite(partition, key, value));
        _rooms.Add(start.LiveId, room);
        _parts.Metrics.TookOver(Now - seat.ClaimedAt);
        _parts.Rooms.Start(room.Assignment, new RoomPlace(gate, room, start.From));
    }

    // A room that the table does not know any more is closed by the next wish.
    private RoomAssignment AssignmentOf(string liveId)
        => _table.Rooms.TryGetValue(liveId, out var desired)
            ? desired.Assignment
            : new RoomAssignment(liveId, 0, new Dictionary<string, string>(StringComparer.Ordinal));

    private void Close(CloseRoom close)
    {
        var room = _rooms[close.LiveId];
        room.Gate.Shut();
        room.Close();
        room.IsLeaving = true;
        Stop(room, close.Cause switch
        {
            CloseCause.Paused => RoomCheckpoint.Types.Closed.Paused,
            CloseCause.Removed => RoomCheckpoint.Types.Closed.Removed,
            CloseCause.Unplaced => RoomCheckpoint.Types.Closed.Unplaced,
            _ => RoomCheckpoint.Types.Closed.Moved,
        });
    }

    private void Stop(FleetRoom room, RoomCheckpoint.Types.Closed why)
    {
        if (!room.IsStopping)
        {
            room.IsStopping = true;
            room.Stopping = StopAsync(room.Assignment.LiveId, why);
        }
    }

    private async Task StopAsync(string liveId, RoomCheckpoint.Types.Closed why)
        => Post(new FleetMessage.RoomStopped(liveId, await _parts.Rooms.StopAsync(liveId, why)));

    private void Stopped(FleetMessage.RoomStopped stopped)
    {
        var room = _rooms[stopped.LiveId];
        var final = stopped.End.Final ?? room.Last;
        if (room.IsLeaving)
        {
            _rooms.Remove(stopped.LiveId);
            if (_seats.TryGetValue(room.Partition, out var seat))
            {
                seat.Ownership.RoomClosed(stopped.LiveId, final, Now);
                CarryOut(seat);
            }

            return;
        }

        // Stopped to be started anew: as it is wanted now, from where it got to.
        room.IsStopping = false;
        var before = room.Assignment;
        room.Assignment = AssignmentOf(stopped.LiveId);
        _parts.Rooms.Replaced(before, room.Assignment, final?.RoomId ?? 0);
        _parts.Rooms.Start(room.Assignment, new RoomPlace(room.Gate, room, final));
    }

    /// <summary>Rooms that are wanted otherwise than they run (labels, transport, a pinned broadcast) are stopped and started anew; another filter is only told to them.</summary>
    private void FollowChanged()
    {
        foreach (var (liveId, room) in _rooms)
        {
            if (room.IsStopping || !_table.Rooms.TryGetValue(liveId, out var desired))
            {
                continue;
            }

            if (!AssignmentStep.IsSame(room.Assignment, desired.Assignment))
            {
                Stop(room, RoomCheckpoint.Types.Closed.Moved);
            }
            else if (!Equals(room.Assignment.Filter, desired.Assignment.Filter))
            {
                room.Assignment = desired.Assignment;
                _parts.Rooms.Refilter(desired.Assignment);
            }
        }
    }
}
