namespace DouyinIngest.Pipeline.Ownership;

/// <summary>Where this pod stands with one room of a partition.</summary>
internal enum RoomPhase
{
    /// <summary>Nothing of it is ours: only its newest record is known.</summary>
    Idle,

    /// <summary>Claimed; waits for whoever ran it before, or for leave to start.</summary>
    Opening,
    Running,

    /// <summary>Told to close; its final is not written yet.</summary>
    Closing,

    /// <summary>Claimed away while it was being opened: the final that was waited for has to be passed on.</summary>
    Owed,
}
