namespace DouyinIngest.Pipeline.Status;

/// <summary>Takes what operators and analysts ought to know. Never blocks and never throws; thread-safe.</summary>
internal interface IStatusSink
{
    /// <summary>A room moved on in its life. Of several changes of a room within a second only the last is written.</summary>
    /// <param name="room">Which.</param>
    /// <param name="from">The state before, as a snake_case word.</param>
    /// <param name="to">The state now.</param>
    /// <param name="reason">Why, as a word; empty when there is nothing to say.</param>
    /// <param name="remedy">What an operator can do; empty: nothing is wanted.</param>
    void RoomState(StatusRoom room, string from, string to, string reason, string remedy);

    /// <summary>Something is missing, or may be. Every gap is written.</summary>
    /// <param name="room">Which.</param>
    /// <param name="from">Begin by the upstream's clock; null when nobody knows.</param>
    /// <param name="to">End by the upstream's clock; null when nobody knows.</param>
    /// <param name="reason">Why, as a word.</param>
    /// <param name="estimatedEvents">How many, by the rate of the minute before.</param>
    void Gap(StatusRoom room, DateTimeOffset? from, DateTimeOffset? to, string reason, long estimatedEvents);

    /// <summary>An assignment could not be understood; that room does not run.</summary>
    /// <param name="liveId">The record's key.</param>
    /// <param name="offset">The record's place on the control topic.</param>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="remedy">What to write in its place.</param>
    void Refused(string liveId, long offset, string reason, string remedy);

    /// <summary>A room gained or lost its place under a credential.</summary>
    /// <param name="room">Which.</param>
    /// <param name="credential">Its name; never its secret.</param>
    /// <param name="admitted">False: the room waits until a place is free.</param>
    /// <param name="limit">Rooms that the credential may hold.</param>
    void Quota(StatusRoom room, string credential, bool admitted, int limit);

    /// <summary>Events were left out on purpose, since the broker was too slow.</summary>
    /// <param name="room">Which.</param>
    /// <param name="events">By kind, since the last call for this room that was taken; may be changed by the caller afterwards.</param>
    /// <returns>False: it was not taken, so the counts belong into a later call.</returns>
    bool Shed(StatusRoom room, IReadOnlyDictionary<string, long> events);
}
