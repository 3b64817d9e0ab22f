using DouyinIngest.Pipeline.Ownership;

namespace DouyinIngest.Tests.Pipeline.Ownership.Fakes;

/// <content>The group, the faults, the table and the clock.</content>
internal sealed partial class OwnershipSim
{
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
}
