namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Hears of every hole in a room's stream. Called on the room's loop; never blocks, never throws.</summary>
internal interface IGapListener
{
    /// <param name="liveId">The assignment.</param>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="reason">Why.</param>
    /// <param name="hole">From when to when, and how much.</param>
    void GapNoted(string liveId, long roomId, GapReason reason, Hole hole);
}
