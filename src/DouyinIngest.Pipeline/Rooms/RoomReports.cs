using DouyinIngest.Pipeline.Status;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>What one room tells operators: holes and changes of state, on the status topic.</summary>
internal sealed class RoomReports(IStatusSink status, IRoomGate? gate) : IGapListener
{
    /// <inheritdoc/>
    public void GapNoted(string liveId, long roomId, GapReason reason, Hole hole)
        => status.Gap(Of(liveId, roomId), hole.From, hole.To, SnakeCase.Of(reason), hole.EstimatedEvents);

    /// <summary>The room moved on.</summary>
    /// <param name="liveId">The assignment.</param>
    /// <param name="roomId">The broadcast; 0 when none is known.</param>
    /// <param name="from">Before.</param>
    /// <param name="to">Now.</param>
    /// <param name="refusal">Why the upstream does not let it; null when it does.</param>
    public void StateChanged(string liveId, long roomId, RoomState from, RoomState to, RoomRefusal? refusal)
        => status.RoomState(Of(liveId, roomId), SnakeCase.Of(from), SnakeCase.Of(to), refusal?.Reason ?? "", refusal?.Remedy ?? "");

    /// <summary>Events were left out.</summary>
    /// <param name="liveId">The assignment.</param>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="events">By kind, since they were last taken.</param>
    /// <returns>Whether they were taken.</returns>
    public bool Shed(string liveId, long roomId, IReadOnlyDictionary<string, long> events) => status.Shed(Of(liveId, roomId), events);

    private StatusRoom Of(string liveId, long roomId) => new(liveId, roomId, gate?.Epoch ?? 0);
}
