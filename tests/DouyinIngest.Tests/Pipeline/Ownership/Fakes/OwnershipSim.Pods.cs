using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <content>What pods do, and what may never be seen of it.</content>
internal sealed partial class OwnershipSim
{
    private void Read(SimPod pod)
    {
        var record = _log.At(pod.Position);
        Act(pod, $"reads {pod.Position} {record?.GetType().Name}", o =>
        {
            pod.Position++;
            if (record is null)
            {
                o.ReadTo(pod.Position, _now);
            }
            else
            {
                o.Read(record, _now);
            }
        });
    }

    private void Append(SimPod pod)
    {
        var write = pod.Writes.Dequeue();
        Note(() => $"offset {_log.End}: {write.At(_log.End)} of {pod.Instance}");
        if (write.Key == PartitionRecords.OwnerKey)
        {
            Claims++;
        }

        _log.Append(write);
        write.Stands?.Invoke();
    }

    private void Produce(SimPod pod, SimRoom room)
    {
        room.Read++;
        pod.Events.Enqueue((room, room.Read, room.Epoch));
        if (_log.IsCovered(room.Epoch, pod.ResumedAt, pod.Instance))
        {
            Violate("S8", $"{pod.Instance} publishes {room.LiveId} under epoch {room.Epoch}, back from a stop");
        }
    }

    private void Deliver(SimPod pod)
    {
        var (room, number, epoch) = pod.Events.Dequeue();
        var (id, key) = (room.LiveId, (pod, room.LiveId));
        Note(() => $"event {id} {number} epoch {epoch} of {pod.Instance}");
        var isNew = _published[id].Add(number);
        Check("S3", isNew || _faulty || _removed.Contains(id), $"{id} {number} stands twice");
        var inOrder = !_seen.TryGetValue(key, out var seen) || epoch > seen.Epoch
            || (epoch == seen.Epoch && (number > seen.Number || (_faulty && !isNew && room != seen.Run)));
        Check("S6", (inOrder && (_faulty || epoch >= _newestEpoch[id])) || _removed.Contains(id), $"{id} {number} of epoch {epoch} comes late");
        _seen[key] = (epoch, number, room);
        _newestEpoch[id] = Math.Max(_newestEpoch[id], epoch);
        room.Confirmed = number;
    }

    private void Save(SimPod pod, SimRoom room)
    {
        room.Saved = room.Confirmed;
        WritePlace(pod, room.LiveId, room.Checkpoint(pod.Instance));
    }

    private void WritePlace(SimPod pod, string liveId, RoomCheckpoint place)
    {
        var cursor = SimRoom.CursorOf(place);
        Check("S2", Enumerable.Range(1, cursor).All(_published[liveId].Contains), $"{liveId} is said to be at {cursor}");
        pod.Writes.Enqueue(SimWrite.Checkpoint(liveId, place));
    }

    private void Start(SimPod pod, StartRoom start)
    {
        var (id, cursor) = (start.LiveId, SimRoom.CursorOf(start.From));
        var others = _pods.Where(other => other != pod && other.IsAlive && other.Rooms.TryGetValue(id, out var room) && !room.IsClosing);
        _dual |= others.Any();
        Check("S4", _faulty || !_dual, $"{id} starts on {pod.Instance} and still runs");
        Check("S4", !pod.Rooms.ContainsKey(id), $"{id} starts twice on {pod.Instance}");
        var newest = _log.Newest(id, pod.Position);
        var isBehind = cursor < SimRoom.CursorOf(newest) && !(start.From?.Epoch > newest?.Epoch);
        Check("S7", _dual || _removed.Contains(id) || !isBehind, $"{id} starts at {cursor}");
        pod.Rooms[id] = new(id, cursor) { Epoch = start.Epoch };
    }

    private void CheckAtRest()
    {
        foreach (var (id, wish) in _table)
        {
            var runs = _pods.Where(pod => pod.IsAlive && pod.Rooms.ContainsKey(id)).ToArray();
            var expected = wish == RoomWish.Run ? new[] { _settled! } : [];
            Check("S5", expected.All(runs.Contains), $"{id} does not run");
            Check("S4", runs.All(expected.Contains), $"{id} runs where it should not");
            Check("S1", wish != RoomWish.Run || _published[id].Count == Last, $"{id} lacks {Last - _published[id].Count} events");
        }

        foreach (var pod in _pods.Where(pod => pod.IsAlive && pod != _settled))
        {
            Check("S5", !pod.Ownership.MustStay, $"{pod.Instance} still owes something");
        }
    }

    private void Act(SimPod pod, string what, Action<PartitionOwnership> action, bool isTick = false) => Tell(pod, what, () =>
    {
        action(pod.Ownership);
        foreach (var todo in pod.Ownership.TakeActions())
        {
            Check("S5", !(isTick && _plan.IsCalm && todo is AskEnd), $"{pod.Instance} waits in vain for a pod that is there");
            Note(() => $"  {pod.Instance}: {todo}");
            Do(pod, todo);
        }
    });

    private void Do(SimPod pod, OwnershipAction action)
    {
        switch (action)
        {
            case WriteClaim(var number):
                var claimer = pod.Ownership;
                pod.Writes.Enqueue(SimWrite.Claim(pod.Instance, () => pod.Reports.Enqueue((claimer, number))));
                break;
            case WriteLingering answer:
                pod.Writes.Enqueue(SimWrite.Answer(answer.Value));
                break;
            case WriteFinal final:
                WritePlace(pod, final.LiveId, final.Value);
                break;
            case WriteTombstone tombstone:
                pod.Writes.Enqueue(SimWrite.Tombstone(tombstone.LiveId));
                break;
            case AskEnd question:
                pod.Questions.Enqueue(question.Question);
                break;
            case StartRoom start:
                Start(pod, start);
                break;
            case CloseRoom close:
                pod.Rooms[close.LiveId].IsClosing = true;
                break;
            case SetEpoch epoch:
                pod.Rooms[epoch.LiveId].Epoch = epoch.Epoch;
                break;
            case RewriteCheckpoint rewrite:
                Save(pod, pod.Rooms[rewrite.LiveId]);
                break;
        }
    }
}
