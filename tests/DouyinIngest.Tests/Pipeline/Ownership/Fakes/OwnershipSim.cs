using DouyinIngest.Pipeline.Ownership;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <summary>
/// One partition, three pods, two rooms, a log, an event topic, and a group that assigns and revokes late and wrongly. Each step one thing that
/// can happen is drawn and happens; at the end faults are mended, the group settles and everything runs until nothing can happen any more.
/// </summary>
internal sealed partial class OwnershipSim
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

        if (!pod.IsCut && pod.Reports.Count > 0)
        {
            _possible.Add(() => Act(pod, "is told that its claim stands", o =>
            {
                // Of an earlier reading of the partition: not told.
                var (claimer, claim) = pod.Reports.Dequeue();
                if (claimer == o)
                {
                    o.ClaimWritten(claim, _now);
                }
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
