using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Pipeline.Canary;

/// <summary>How the canary does.</summary>
/// <param name="LiveId">Its room.</param>
/// <param name="IsUp">It streams, and an event came lately.</param>
/// <param name="State">Where it stands.</param>
/// <param name="LastEventAt">When the last event came; null: none yet.</param>
/// <param name="Refusal">Why it was last refused; null: it was not.</param>
internal sealed record CanaryReport(string LiveId, bool IsUp, RoomState State, DateTimeOffset? LastEventAt, RoomRefusal? Refusal)
{
    /// <summary>Whether a room in this state with such a last event is up.</summary>
    /// <param name="state">Where it stands.</param>
    /// <param name="lastEventAt">Null: no event yet.</param>
    /// <param name="maxSilence">How old the event may be.</param>
    /// <param name="now">The same clock.</param>
    public static bool Up(RoomState state, DateTimeOffset? lastEventAt, TimeSpan maxSilence, DateTimeOffset now)
        => state == RoomState.Streaming && lastEventAt is { } last && now - last <= maxSilence;
}
