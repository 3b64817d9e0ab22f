using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Pipeline.Overview;

/// <summary>How rooms stand, as the status topic and the checkpoints tell. Fed with the records of the status topic, those of one room in order.</summary>
internal sealed class RoomsView(FleetView fleet)
{
    private const string NeverRan = "pending";

    private readonly Dictionary<string, Protos.Ops.V1.Status> _states = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _gaps = new(StringComparer.Ordinal);

    /// <summary>The next record of the status topic.</summary>
    public void Add(Protos.Ops.V1.Status status)
    {
        if (status.WhatCase is Protos.Ops.V1.Status.WhatOneofCase.StateChanged or Protos.Ops.V1.Status.WhatOneofCase.Refused or Protos.Ops.V1.Status.WhatOneofCase.Quota)
        {
            _states[status.LiveId] = status;
        }
        else if (status.WhatCase == Protos.Ops.V1.Status.WhatOneofCase.Gap)
        {
            if (!_gaps.TryGetValue(status.LiveId, out var ids))
            {
                _gaps.Add(status.LiveId, ids = new HashSet<string>(StringComparer.Ordinal));
            }

            ids.Add(status.EventId);
        }
    }

    /// <param name="only">Live ids; empty: every room that is assigned, has a checkpoint or was told of.</param>
    /// <param name="now">For ages and rates.</param>
    public IReadOnlyList<RoomStanding> Rooms(IReadOnlyList<string> only, DateTimeOffset now)
    {
        var ids = only.Count > 0 ? only : [.. fleet.Desired.Union(fleet.Rooms.Keys, StringComparer.Ordinal).Union(_states.Keys, StringComparer.Ordinal)];
        return [.. ids.Distinct(StringComparer.Ordinal).OrderBy(id => id.Length).ThenBy(id => id, StringComparer.Ordinal).Select(id => Of(id, now))];
    }

    private RoomStanding Of(string liveId, DateTimeOffset now)
    {
        var place = fleet.Rooms.GetValueOrDefault(liveId);
        var told = _states.GetValueOrDefault(liveId);
        var standing = new RoomStanding
        {
            LiveId = liveId,
            RoomId = told is { RoomId: > 0 } ? told.RoomId : place?.Newest.RoomId ?? 0,
            Since = told?.Time?.ToDateTimeOffset(),
            Instance = place?.Newest.Instance ?? told?.Instance ?? "",
            Epoch = place?.Newest.Epoch ?? told?.Epoch ?? 0,
            Checkpoint = place is null ? null : now - place.Newest.Time,
            Transport = place?.Newest.Transport ?? "",
            Rate = place?.Rate(now) ?? 0,
            Events = place?.Newest.Events ?? 0,
            Gaps = Math.Max(_gaps.GetValueOrDefault(liveId)?.Count ?? 0, place?.Newest.Gaps ?? 0),
        };
        return told?.WhatCase switch
        {
            Protos.Ops.V1.Status.WhatOneofCase.StateChanged => standing with { State = told.StateChanged.To, Reason = told.StateChanged.Reason, Remedy = told.StateChanged.Remedy },
            Protos.Ops.V1.Status.WhatOneofCase.Refused => standing with { State = "refused", Reason = told.Refused.Reason, Remedy = told.Refused.Remedy },
            Protos.Ops.V1.Status.WhatOneofCase.Quota => standing with { State = told.Quota.Admitted ? "admitted" : NeverRan, Reason = $"quota of credential {told.Quota.Credential}" },
            _ when place is not null => standing with { State = SnakeCase.Of(place.Newest.Closed) },
            _ when fleet.IsDesired(liveId) => standing with { State = NeverRan },
            _ => standing,
        };
    }
}
