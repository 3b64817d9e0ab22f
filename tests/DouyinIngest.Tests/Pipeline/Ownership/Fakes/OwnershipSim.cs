using DouyinIngest.Pipeline.Ownership;
using DouyinIngest.Protos.Ingest.V1;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>
/// One partition, three pods, two rooms, a log, an event topic, and a group that assigns and revokes late and wrongly. Each step one thing that
/// can happen is drawn and happens; at the end faults are mended, the group settles and everything runs until nothing can happen any more.
/// </summary>
internal sealed class OwnershipSim
{
    private const int Steps = 350;
    private const int Last = 10;
    private static readonly string[] LiveIds = ["1001", "1002"];

    private readonly bool _isTraced;
    private readonly SimPlan _plan;
    private readonly Random _random;
    private readonly SimLog _log = new();
    private readonly SimPod[] _pods = [new("a-1"), new("b-2"), new("c-3")];
    private readonly List<Action> _possible = [];
    private readonly List<string> _trace = [];
    private readonly Dictionary<string, RoomWish> _table = new(StringComparer.Ordinal) { [LiveIds[0]] = RoomWish.Run };
    private readonly Dictionary<string, HashSet<int>> _published = LiveIds.ToDictionary(id => id, _ => new HashSet<int>(), StringComparer.Ordinal);
    private readonly Dictionary<string, long> _newestEpoch = LiveIds.ToDictionary(id => id, _ => -1L, StringComparer.Ordinal);
    private readonly Dictionary<(SimPod, string), (long Epoch, int Number, SimRoom Run)> _seen = [];
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);
    private TimeSpan _now;
    private int _offered;
    private SimPlan _left;
    private bool _faulty;
    private bool _dual;
    private bool _mending;
    private SimPod? _settled;

    /// <param name="seed">Makes the run.</param>
    /// <param name="plan">What may happen in it.</param>
    /// <param name="isTraced">Whether to keep the story.</param>
    public OwnershipSim(int seed, SimPlan plan, bool isTraced)
    {
        (_random, _plan, _left, _faulty, _isTraced) = (new(seed), plan, plan, plan.AnyTimeOut, isTraced);
    }

    /// <summary>Properties that did not hold, with what was seen.</summary>
    public List<(string Property, string What)> Violations { get; } = [];

    /// <summary>What happened, one line a step.</summary>
    public IReadOnlyList<string> Trace => _trace;

    public int Published => _published.Values.Sum(numbers => numbers.Count);

    public int Claims { get; private set; }

    public void Run()
    {
        if (_plan.TableChanges == 0)
        {
            _table[LiveIds[1]] = RoomWish.Run;
        }

        Assign(_pods[0]);
        for (var i = 0; i < Steps; i++)
        {
            Step();
        }

        Mend();
        for (var i = 0; Step(); i++)
        {
            if (i > 5000)
            {
                Violate("S5", "it never comes to rest");
                return;
            }
        }

        CheckAtRest();
    }

    private bool Step()
    {
        _possible.Clear();
        foreach (var pod in _pods)
        {
            Broker(pod);
            Pod(pod);
        }

        var working = _possible.Count > 0;
        if (!_mending)
        {
            World();
        }
        else if (_offered < Last)
        {
            _possible.Add(() => _offered++);
        }

        var due = _pods.Where(pod => pod.IsUp).Select(pod => pod.Ownership.NextDue).Where(time => time is not null).Min();
        if (due is not null && (!working || (_plan.AnyTimeOut && !_mending)))
        {
            _possible.Add(() => Pass(due.Value - _now));
        }

        if (_possible.Count == 0)
        {
            return false;
        }

        _now += TimeSpan.FromMicroseconds(20);
        _possible[_random.Next(_possible.Count)]();
        return true;
    }

    /// <summary>What is on its way from a pod arrives, or is lost when the pod is dead.</summary>
    private void Broker(SimPod pod)
    {
        if (pod.IsAlive && pod.IsCut)
        {
            return;
        }

        if (pod.Writes.Count > 0)
        {
            _possible.Add(() => Append(pod));
        }

        if (pod.Events.Count > 0)
        {
            _possible.Add(() => Deliver(pod));
        }

        if (!pod.IsAlive && pod.Writes.Count + pod.Events.Count > 0)
        {
            _possible.Add(() => Tell(pod, "what it had on the way is lost", () =>
            {
                pod.Writes.Clear();
                pod.Events.Clear();
            }));
        }
    }

    private void Pod(SimPod pod)
    {
        if (!pod.IsUp)
        {
            return;
        }

        if (!pod.IsCut && pod.Position < _log.End && !(pod.Ownership.IsIdle && !pod.IsWanted))
        {
            _possible.Add(() => Read(pod));
        }

        if (!pod.IsCut && pod.Questions.Count > 0)
        {
            _possible.Add(() => Act(pod, $"is told the end {_log.End}", o => o.EndIs(pod.Questions.Dequeue(), _log.End, _now)));
        }

        if (!pod.IsCut && pod.Reports > 0)
        {
            _possible.Add(() => Act(pod, "is told that its claim stands", o =>
            {
                pod.Reports--;
                o.ClaimWritten(_now);
            }));
        }

        if (!pod.HasTable && (!_mending || !pod.Ownership.IsIdle))
        {
            _possible.Add(() => Act(pod, "reads the table", o =>
            {
                pod.HasTable = true;
                o.Wish(_table, _now);
            }));
        }

        foreach (var room in pod.Rooms.Values)
        {
            Room(pod, room);
        }

        if (pod.IsTerminated && pod.Rooms.Values.Any(room => !room.IsClosing))
        {
            _possible.Add(() => Act(pod, "drains", o => o.DrainDeadline(_now)));
        }

        if (pod.IsTerminated && !pod.IsCut && !pod.Ownership.MustStay && pod.Writes.Count + pod.Events.Count == 0)
        {
            _possible.Add(() => Tell(pod, "exits", () => pod.IsAlive = false));
        }

        if (!_mending && pod is { IsWanted: false, IsTerminated: false, Position: > 0 } && pod.Ownership.IsIdle)
        {
            _possible.Add(() => Tell(pod, "leaves the partition", pod.Forget));
        }
    }

    private void Room(SimPod pod, SimRoom room)
    {
        if (!room.IsClosing && pod.Ownership.IsCaughtUp)
        {
            if (room.Read < _offered && room.InFlight < 2)
            {
                _possible.Add(() => Produce(pod, room));
            }

            if (room.Saved != room.Confirmed)
            {
                _possible.Add(() => Save(pod, room));
            }
        }
        else if (room is { IsClosing: true, IsClosed: false } && (room.InFlight == 0 || pod.IsCut))
        {
            _possible.Add(() => Act(pod, $"has closed {room.LiveId} at {room.Confirmed}", o =>
            {
                _faulty |= room.InFlight > 0;
                room.IsClosed = true;
                pod.Rooms.Remove(room.LiveId);
                o.RoomClosed(room.LiveId, room.Final(pod.Instance), _now);
            }));
        }
    }

    /// <summary>The group, faults and the passing of events: each as often as the plan allows.</summary>
    private void World()
    {
        if (_offered < Last && _random.Next(4) == 0)
        {
            _possible.Add(() => _offered++);
        }

        if (_random.Next(6) > 0)
        {
            return;
        }

        var pod = _pods[_random.Next(_pods.Length)];
        var others = _pods.Count(other => other != pod && other is { IsAlive: true, IsTerminated: false });
        May(_left.Moves > 0 && pod is { IsMember: true, IsWanted: false }, () => Assign(pod));
        May(pod is { IsUp: true, IsWanted: true } && _left.Moves > 0, () => Revoke(pod));
        May(_left.Kills > 0 && pod.IsAlive && others > 0, () => Fault(pod, _left with { Kills = _left.Kills - 1 }, "is killed", () => Kill(pod)));
        May(_left.Stops > 0 && pod.IsUp, () => Fault(pod, _left with { Stops = _left.Stops - 1 }, "is stopped", () => pod.IsStopped = true));
        May(pod is { IsAlive: true, IsStopped: true }, () => Resume(pod));
        May(_left.Cuts > 0 && pod is { IsUp: true, IsCut: false }, () =>
            Fault(pod, _left with { Cuts = _left.Cuts - 1 }, "is cut off", () => pod.IsCut = true));
        May(pod is { IsAlive: true, IsCut: true }, () => Tell(pod, "is connected again", () => pod.IsCut = false));
        May(_left.Terms > 0 && pod is { IsUp: true, IsTerminated: false } && others > 0, () => Terminate(pod));
        May(_left.Compactions > 0, Compact);
        May(_left.TableChanges > 0, ChangeTable);
    }

    private void May(bool possible, Action action)
    {
        if (possible)
        {
            _possible.Add(action);
        }
    }

    private void Assign(SimPod pod)
    {
        _left = _left with { Moves = _left.Moves - 1 };
        pod.IsWanted = true;
        Act(pod, "is assigned", o => o.Assigned(_now));
    }

    private void Revoke(SimPod pod)
    {
        pod.IsWanted = false;
        Act(pod, "is revoked", o => o.Unassigned(_now));
    }

    private void Terminate(SimPod pod)
    {
        _left = _left with { Terms = _left.Terms - 1 };
        (pod.IsTerminated, pod.IsWanted) = (true, false);
        Act(pod, "is told to exit", o => o.Terminate(_now));
    }

    private void Fault(SimPod pod, SimPlan left, string what, Action action)
    {
        _left = left;
        _faulty = true;
        Tell(pod, what, action);
    }

    private static void Kill(SimPod pod)
    {
        (pod.IsAlive, pod.IsWanted) = (false, false);
        pod.Rooms.Clear();
    }

    private void Resume(SimPod pod)
    {
        (pod.IsStopped, pod.ResumedAt) = (false, _log.End);
        Act(pod, $"goes on, the end is {_log.End}", o => o.Stopped(_now));
    }

    private void Compact()
    {
        _left = _left with { Compactions = _left.Compactions - 1 };
        var below = _pods.Where(pod => pod.IsUp && !pod.Ownership.IsIdle).Select(pod => pod.Position).Append(_log.End).Min();
        Note(() => $"compaction below {below}");
        if (_plan.Expiry)
        {
            _log.Expire(below);
        }
        else
        {
            _log.Compact(below);
        }
    }

    private void ChangeTable()
    {
        _left = _left with { TableChanges = _left.TableChanges - 1 };
        var id = LiveIds[_random.Next(LiveIds.Length)];
        var change = _plan.Removals ? _random.Next(4) : 0;
        Note(() => $"table: {id} {change}");
        if (change < 3)
        {
            _table[id] = (RoomWish)change;
        }
        else if (_table.Remove(id))
        {
            _removed.Add(id);
        }

        foreach (var pod in _pods)
        {
            pod.HasTable = false;
        }
    }

    /// <summary>Everybody is well again and the group settles on one pod.</summary>
    private void Mend()
    {
        _mending = true;
        foreach (var pod in _pods.Where(pod => pod.IsAlive))
        {
            pod.IsCut = false;
            if (pod.IsStopped)
            {
                Resume(pod);
            }
        }

        foreach (var id in _removed.Append(LiveIds[1]))
        {
            _table[id] = RoomWish.Run;
        }

        var members = _pods.Where(pod => pod.IsMember).ToArray();
        _settled = members[_random.Next(members.Length)];
        foreach (var pod in _pods)
        {
            pod.HasTable = false;
            if (pod.IsWanted && pod != _settled)
            {
                Revoke(pod);
            }
        }

        Assign(_settled);
    }

    private void Pass(TimeSpan time)
    {
        _now += time;
        Note(() => $"it is {_now}");
        foreach (var pod in _pods.Where(pod => pod.IsUp))
        {
            Act(pod, "ticks", o => o.Tick(_now), isTick: true);
        }
    }

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
            pod.Reports++;
        }

        _log.Append(write);
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
            case WriteClaim:
                pod.Writes.Enqueue(SimWrite.Claim(pod.Instance));
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

    private void Note(Func<string> line)
    {
        if (_isTraced)
        {
            _trace.Add(line());
        }
    }

    private void Tell(SimPod pod, string what, Action action)
    {
        Note(() => $"{pod.Instance} {what}");
        action();
    }

    private void Check(string property, bool holds, string what)
    {
        if (!holds)
        {
            Violate(property, what);
        }
    }

    private void Violate(string property, string what)
    {
        Note(() => $"!! {property}: {what}");
        Violations.Add((property, what));
    }
}
