using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Pipeline.Fleet;

/// <content>What each message makes the coordinator do.</content>
internal sealed partial class FleetCoordinator
{
    private readonly TaskCompletionSource _handedOver = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Handle(FleetMessage message)
    {
        switch (message)
        {
            case FleetMessage.Gained gained:
                gained.Partitions.ToList().ForEach(Gain);
                break;
            case FleetMessage.NotMine gone:
                ForEachSeat(gone.Partitions, static (ownership, now) => ownership.Unassigned(now));
                break;
            case FleetMessage.RecordRead(var reading, var record):
                Tell(reading, (ownership, now) => ownership.Read(Understand(reading.Partition, record), now));
                break;
            case FleetMessage.ReadTo(var reading, var offset):
                Tell(reading, (ownership, now) => ownership.ReadTo(offset, now));
                break;
            case FleetMessage.EndIs(var reading, var offset, var question):
                Tell(reading, (ownership, now) => ownership.EndIs(question, offset, now));
                break;
            case FleetMessage.ClaimWritten(var reading, var number):
                Tell(reading, (ownership, now) => ownership.ClaimWritten(number, now));
                break;
            case FleetMessage.ClaimRefused(var reading, var number):
                Tell(reading, (ownership, now) => ownership.ClaimRefused(number, now));
                break;
            case FleetMessage.TableChanged(var table):
                _table = table;
                _placement.See(table.Plan, Now);
                Wish();
                FollowChanged();
                break;
            case FleetMessage.RoomStopped stopped:
                Stopped(stopped);
                break;
            case FleetMessage.Suspended:
                Suspended();
                break;
            case FleetMessage.Leave:
                _leaving = true;
                ForEachSeat([.. _seats.Keys], static (ownership, now) => ownership.Terminate(now));
                break;
            case FleetMessage.CloseAll:
                ForEachSeat([.. _seats.Keys], static (ownership, now) => ownership.DrainDeadline(now));
                break;
            case FleetMessage.Tick:
                Tick();
                break;
        }

        if (_leaving && _unwritten.Count == 0 && _rooms.Count == 0 && _seats.Values.All(seat => !seat.Ownership.MustStay))
        {
            _handedOver.TrySetResult();
        }
    }

    private void Gain(int partition)
    {
        if (partition >= _partitions)
        {
            // The topic was widened meanwhile. No room is spread over the new ones, in any instance, as long as all were started with the old number.
            if (_logGate.Opens("beyond"))
            {
                Log.Beyond(_logger, _parts.Kafka.CheckpointTopic, partition, _partitions);
            }

            return;
        }

        if (!_seats.TryGetValue(partition, out var seat))
        {
            var reading = new PartitionReading(partition, ++_readings);
            seat = new PartitionSeat(reading, new PartitionOwnership(_parts.Instance.Id, OwnershipTimings.Default), new PartitionGate(_watch), _watch.Generation);
            _seats.Add(partition, seat);
            _reader.Follow(reading);
        }

        seat.Ownership.Assigned(Now);
        if (_table != ControlTable.Empty && !IsTableOld)
        {
            seat.Ownership.Wish(FleetWishes.Of(_table, _partitions, MayRun).Of(partition), Now);
        }

        CarryOut(seat);
    }

    private void Tell(PartitionReading reading, Action<PartitionOwnership, TimeSpan> what)
    {
        if (_seats.TryGetValue(reading.Partition, out var seat) && seat.Reading == reading)
        {
            what(seat.Ownership, Now);
            CarryOut(seat);
        }
    }

    private void ForEachSeat(IReadOnlyList<int> partitions, Action<PartitionOwnership, TimeSpan> what)
    {
        foreach (var partition in partitions)
        {
            if (_seats.TryGetValue(partition, out var seat))
            {
                what(seat.Ownership, Now);
                CarryOut(seat);
            }
        }
    }

    private PartitionRecord Understand(int partition, LogRecord record)
    {
        var read = PartitionRecords.Read(record.Offset, record.Key, record.Value);
        if (read is OtherRecord { Refused: { } why })
        {
            _parts.Metrics.LogUnreadable();
            if (_notUnderstood.TryTake())
            {
                Log.NotUnderstood(_logger, _parts.Kafka.CheckpointTopic, partition, record.Offset, why);
            }
        }

        return read;
    }

    private bool IsTableOld => _parts.Control.Age > TableMaxAge;

    /// <summary>Tells every partition what the table wants. With an old table nothing may be started; rooms whose quota cannot be watched any more are closed.</summary>
    private void Wish()
    {
        _nextWish = Now + WishPeriod;
        if (_leaving || _table == ControlTable.Empty || (IsTableOld && _parts.Control.Age <= QuotaMaxAge))
        {
            return;
        }

        var wishes = FleetWishes.Of(_table, _partitions, IsTableOld ? MayStay : MayRun);
        foreach (var partition in _seats.Keys.ToArray())
        {
            var seat = _seats[partition];
            seat.Ownership.Wish(wishes.Of(partition), Now);
            CarryOut(seat);
        }
    }

    private bool MayRun(DesiredRoom room)
        => _placement.Remaining(_table.Plan, room.LiveId, _rooms.ContainsKey(room.LiveId) || HoldsItsPlace(room.LiveId), Now) == TimeSpan.Zero;

    private bool MayStay(DesiredRoom room) => _rooms.ContainsKey(room.LiveId) && !_table.Plan.IsLimited(room);

    private bool HoldsItsPlace(string liveId)
        => _seats.TryGetValue(RoomPartition.Of(liveId, _partitions), out var seat)
            && seat.Ownership.Newest(liveId) is { Closed: not (RoomCheckpoint.Types.Closed.Unplaced or RoomCheckpoint.Types.Closed.Paused or RoomCheckpoint.Types.Closed.Removed) };

    private void Suspended()
    {
        _parts.Metrics.Suspended();
        Log.Suspended(_logger, SuspensionWatch.Limit);
        var generation = _watch.Generation;
        foreach (var seat in _seats.Values.ToArray())
        {
            seat.Generation = generation;
            seat.Ownership.Stopped(Now);
            CarryOut(seat);
        }
    }

    private void Tick()
    {
        while (_unwritten.TryPeek(out var record) && _writer.TryWrite(record.Partition, record.Key, record.Value, record.Done))
        {
            _unwritten.Dequeue();
        }

        foreach (var seat in _seats.Values.ToArray())
        {
            if (seat.Ownership.NextDue is { } due && due <= Now)
            {
                seat.Ownership.Tick(Now);
                CarryOut(seat);
            }
        }

        if (Now >= _nextWish)
        {
            Wish();
            TellStatus();
            _parts.Metrics.Stands(_member.IsMember, _seats.Values.Count(seat => seat.Ownership.IsOwner), _seats.Count, _writer.Waiting);
        }
    }
}
