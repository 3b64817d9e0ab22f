using DouyinIngest.Pipeline.Status;

namespace DouyinIngest.Pipeline.Fleet;

/// <content>What the owner of a partition tells operators of its rooms that do not run.</content>
internal sealed partial class FleetCoordinator
{
    private readonly HashSet<long> _refusalsTold = [];
    private readonly HashSet<string> _pendingTold = new(StringComparer.Ordinal);

    /// <summary>Refused records once per offset, and who waits for a place. Every instance has the same table; the owner speaks.</summary>
    private void TellStatus()
    {
        foreach (var refusal in _table.Refusals.Values)
        {
            if (Owns(refusal.Key) && _refusalsTold.Add(refusal.Offset))
            {
                _parts.Status.Refused(refusal.Key, refusal.Offset, refusal.Reason, refusal.Remedy);
            }
        }

        var plan = _table.Plan;
        foreach (var (liveId, room) in plan.Pending)
        {
            if (Owns(liveId) && _pendingTold.Add(liveId))
            {
                _parts.Status.Quota(new StatusRoom(liveId, 0, 0), room.Credential, admitted: false, Limit(plan, room.Credential));
            }
        }

        foreach (var liveId in _pendingTold.Where(liveId => !plan.Pending.ContainsKey(liveId)).ToArray())
        {
            _pendingTold.Remove(liveId);
            if (plan.Admitted.TryGetValue(liveId, out var room) && Owns(liveId))
            {
                _parts.Status.Quota(new StatusRoom(liveId, 0, 0), room.Credential, admitted: true, Limit(plan, room.Credential));
            }
        }

        // Offsets that no longer stand there need not be remembered.
        if (_refusalsTold.Count > _table.Refusals.Count)
        {
            _refusalsTold.IntersectWith(_table.Refusals.Values.Select(refusal => refusal.Offset));
        }
    }

    private bool Owns(string key) => _seats.TryGetValue(RoomPartition.Of(key, _partitions), out var seat) && seat.Ownership.IsOwner;

    private static int Limit(Control.AdmissionPlan plan, string credential) => plan.Credentials.TryGetValue(credential, out var use) ? use.Quota.Limit ?? 0 : 0;
}
