namespace DouyinIngest.Simulator.Truth;

/// <summary>Why a connection did not get what came before it.</summary>
internal enum GapCause
{
    /// <summary>Its cursor was older than the upstream remembers.</summary>
    Forgotten,

    /// <summary>It came without a cursor to a broadcast that had been followed before.</summary>
    NoCursor,
}
