using DouyinIngest.Pipeline.Assignments;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// What to do so that the rooms that run become those that are assigned. A pure decision; a room whose assignment changed in anything but its filter
/// is stopped and started.
/// </summary>
/// <param name="Stop">Live ids.</param>
/// <param name="Start">Assignments.</param>
/// <param name="Refilter">Assignments whose rooms run on with another filter.</param>
internal sealed record AssignmentStep(IReadOnlyList<string> Stop, IReadOnlyList<RoomAssignment> Start, IReadOnlyList<RoomAssignment> Refilter)
{
    public static AssignmentStep Between(IReadOnlyDictionary<string, RoomAssignment> running, IReadOnlyDictionary<string, RoomAssignment> assigned)
    {
        var stop = new List<string>();
        foreach (var (id, room) in running)
        {
            if (!assigned.TryGetValue(id, out var wanted) || !IsSame(room, wanted))
            {
                stop.Add(id);
            }
        }

        var start = new List<RoomAssignment>();
        var refilter = new List<RoomAssignment>();
        foreach (var (id, wanted) in assigned)
        {
            if (!running.TryGetValue(id, out var room) || !IsSame(room, wanted))
            {
                start.Add(wanted);
            }
            else if (!Equals(room.Filter, wanted.Filter))
            {
                refilter.Add(wanted);
            }
        }

        return new AssignmentStep(stop, start, refilter);
    }

    /// <summary>Whether a room that runs as <paramref name="one"/> need not be started anew to run as <paramref name="other"/>.</summary>
    public static bool IsSame(RoomAssignment one, RoomAssignment other)
        => one.RoomId == other.RoomId
            && one.Transport == other.Transport
            && string.Equals(one.Credential, other.Credential, StringComparison.Ordinal)
            && one.Labels.Count == other.Labels.Count
            && one.Labels.All(label => other.Labels.TryGetValue(label.Key, out var value) && string.Equals(label.Value, value, StringComparison.Ordinal));
}
