namespace DouyinIngest.Pipeline.Ownership;

/// <summary>Why a room that runs has to be closed.</summary>
internal enum CloseCause
{
    /// <summary>Another pod claimed its partition.</summary>
    Moved,
    Paused,
    Removed,
    Unplaced,

    /// <summary>The pod has to exit.</summary>
    Drained,
}
