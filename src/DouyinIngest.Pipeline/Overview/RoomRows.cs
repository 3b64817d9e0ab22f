using System.Globalization;
using DouyinIngest.Pipeline.Control;
using DouyinIngest.Pipeline.Fleet;
using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Pipeline.Overview;

/// <summary>Puts together what this process, the control topic and the fleet's topics know of each room. Pure.</summary>
/// <param name="table">What is wanted; null: the rooms are those of the configuration.</param>
/// <param name="fleet">What the topics tell of rooms elsewhere.</param>
/// <param name="partitions">Of the checkpoint topic.</param>
/// <param name="pod">This one's name.</param>
internal sealed class RoomRows(ControlTable? table, FleetOverview fleet, int partitions, string pod)
{
    /// <summary>Every room, by live id: shorter ones first.</summary>
    /// <param name="here">The rooms that run in this process.</param>
    public IReadOnlyList<RoomRow> All(IReadOnlyList<RoomSnapshot> here)
    {
        var running = here.ToDictionary(room => room.LiveId, StringComparer.Ordinal);
        var rows = new List<RoomRow>(Math.Max(running.Count, table?.Rooms.Count ?? 0));
        foreach (var liveId in table is null ? running.Keys : running.Keys.Union(table.Rooms.Keys, StringComparer.Ordinal).Union(table.Refusals.Keys, StringComparer.Ordinal))
        {
            rows.Add(Of(liveId, running.GetValueOrDefault(liveId)));
        }

        rows.Sort(static (one, other) => one.LiveId.Length != other.LiveId.Length
            ? one.LiveId.Length.CompareTo(other.LiveId.Length)
            : string.CompareOrdinal(one.LiveId, other.LiveId));
        return rows;
    }

    /// <summary>One room; null: nobody knows it.</summary>
    /// <param name="liveId">Its live id.</param>
    /// <param name="here">As it runs here; null: it does not.</param>
    public RoomRow? Find(string liveId, RoomSnapshot? here)
        => here is not null || (table is not null && (table.Rooms.ContainsKey(liveId) || table.Refusals.ContainsKey(liveId))) ? Of(here?.LiveId ?? liveId, here) : null;

    private RoomRow Of(string liveId, RoomSnapshot? here)
    {
        var want = WantOf(liveId);
        var row = new RoomRow
        {
            LiveId = liveId,
            Want = want,
            Offset = table?.Rooms.GetValueOrDefault(liveId)?.Offset ?? table?.Refusals.GetValueOrDefault(liveId)?.Offset,
            Labels = Labels(here?.Labels ?? table?.Rooms.GetValueOrDefault(liveId)?.Assignment.Labels),
        };
        if (here is { State: not RoomState.Stopped })
        {
            return Here(row, here);
        }

        row = Elsewhere(row, fleet.Rooms.GetValueOrDefault(liveId));
        return want switch
        {
            RoomWant.Refused => row with { State = "refused", Pod = "", Address = "", Rate = 0, Reason = table!.Refusals[liveId].Reason, Remedy = table.Refusals[liveId].Remedy },
            RoomWant.Paused => row with { State = "paused", Pod = "", Address = "", Rate = 0, Reason = "", Remedy = "" },
            RoomWant.Pending => Pending(row, table!.Rooms[liveId].Credential),
            _ => row,
        };
    }

    private RoomWant WantOf(string liveId) => table switch
    {
        null => RoomWant.Configured,
        _ when table.Refusals.ContainsKey(liveId) => RoomWant.Refused,
        _ when !table.Rooms.TryGetValue(liveId, out var room) => RoomWant.Unassigned,
        _ when table.Rooms[liveId].Paused => RoomWant.Paused,
        _ => table.Plan.Pending.ContainsKey(liveId) ? RoomWant.Pending : RoomWant.Active,
    };

    private RoomRow Here(RoomRow row, RoomSnapshot here) => row with
    {
        RoomId = here.RoomId,
        Title = here.Title,
        State = SnakeCase.Of(here.State),
        Since = here.Since,
        Pod = pod,
        IsHere = true,
        Transport = here.Transport,
        Rate = here.EventsPerSecond,
        Events = here.Events.GetValueOrDefault("total"),
        Gaps = here.Gaps,
        Reconnects = here.Reconnects,
        LastEventAt = here.LastEventAt,
        Reason = here.LastRefusal?.Reason ?? "",
        Remedy = here.LastRefusal?.Remedy ?? "",
    };

    private RoomRow Elsewhere(RoomRow row, RoomStanding? told)
    {
        var owner = fleet.Claims.GetValueOrDefault(RoomPartition.Of(row.LiveId, partitions));
        row = row with { Pod = owner?.Pod ?? "", Address = owner is null || string.Equals(owner.Pod, pod, StringComparison.Ordinal) ? "" : owner.Address };
        return told is null ? row : row with
        {
            RoomId = told.RoomId > 0 ? told.RoomId.ToString(CultureInfo.InvariantCulture) : "",
            State = told.State,
            Since = told.Since,
            Transport = told.Transport,
            Rate = told.Rate,
            Events = told.Events,
            Gaps = told.Gaps,
            Reason = told.Reason,
            Remedy = told.Remedy,
        };
    }

    private static RoomRow Pending(RoomRow row, string credential) => row with
    {
        State = "pending",
        Pod = "",
        Address = "",
        Rate = 0,
        Reason = $"credential '{credential}' has no place for it",
        Remedy = $"Raise its limit ('credentials set {credential} --limit N'), name another credential, or remove or pause rooms.",
    };

    private static string Labels(IReadOnlyDictionary<string, string>? labels)
        => labels is null or { Count: 0 } ? "" : string.Join(' ', labels.Select(label => $"{label.Key}={label.Value}"));
}
