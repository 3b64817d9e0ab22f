namespace DouyinIngest.Pipeline.Control;

/// <summary>
/// The wait before a room starts on a place that it has gained, so that whoever held the place before has let it go. Pure but for its
/// memory of when this instance first saw each place; any clock that only grows. Not thread-safe.
/// </summary>
internal sealed class PlacementClock
{
    /// <summary>How long a gained place stays empty: a table may be 10 s old, and closing takes its time.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromSeconds(15);

    private Dictionary<string, (string Credential, TimeSpan Since)> _seen = new(StringComparer.Ordinal);

    /// <summary>Takes over which rooms have a place; call it for every table, the first included.</summary>
    public void See(AdmissionPlan plan, TimeSpan now)
    {
        var seen = new Dictionary<string, (string, TimeSpan)>(plan.Admitted.Count, StringComparer.Ordinal);
        foreach (var (liveId, room) in plan.Admitted)
        {
            var before = _seen.TryGetValue(liveId, out var place) && string.Equals(place.Credential, room.Credential, StringComparison.Ordinal);
            seen.Add(liveId, (room.Credential, before ? place.Since : now));
        }

        _seen = seen;
    }

    /// <summary>How long a room has to wait still; zero: it may start; null: it has no place.</summary>
    /// <param name="plan">The plan that was seen last.</param>
    /// <param name="liveId">The room.</param>
    /// <param name="held">
    /// Its newest checkpoint was written by an owner and is not closed as unplaced, paused or removed: then it is the room itself that holds the place.
    /// </param>
    /// <param name="now">The clock of <see cref="See"/>.</param>
    public TimeSpan? Remaining(AdmissionPlan plan, string liveId, bool held, TimeSpan now)
    {
        if (!plan.Admitted.TryGetValue(liveId, out var room) || !_seen.TryGetValue(liveId, out var place))
        {
            return null;
        }

        if (held || !plan.IsLimited(room))
        {
            return TimeSpan.Zero;
        }

        var left = place.Since + Wait - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
