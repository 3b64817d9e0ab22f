namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Why a room went on with a hole. A closed set: every value is a metric label.</summary>
internal enum GapReason
{
    /// <summary>A frame that could not be read three times at the same cursor; its bytes are on the dead-letter topic.</summary>
    UnreadableFrame = 0,

    /// <summary>A message above the size cap three times at the same cursor; the room connected without a cursor.</summary>
    MessageTooLarge,

    /// <summary>The upstream did not go on from our cursor: what it sent first begins behind what we have.</summary>
    CursorForgotten,

    /// <summary>The broadcast ended while nobody followed it; what it still said could not be had.</summary>
    EndedUnowned,

    /// <summary>The room was paused by its assignment.</summary>
    Paused,
}
