namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Where a room stands in its life. A closed set: every value is a metric label.</summary>
internal enum RoomState
{
    /// <summary>Assigned, and nothing has been done yet.</summary>
    Pending = 0,

    /// <summary>Asking which broadcast the live id is holding.</summary>
    Resolving,

    /// <summary>No broadcast, or none that could be found; looked at again later.</summary>
    Offline,

    /// <summary>A session is being opened.</summary>
    Connecting,

    /// <summary>A session is open.</summary>
    Streaming,

    /// <summary>A session ended or was refused; waiting before the next.</summary>
    BackingOff,

    /// <summary>The broadcast is over.</summary>
    Ended,

    /// <summary>No longer followed.</summary>
    Stopped,
}
