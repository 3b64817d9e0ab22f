namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>How a step came out.</summary>
public enum RoomCheckOutcome
{
    /// <summary>It works.</summary>
    Passed = 0,

    /// <summary>It works, and something will be missing: the remedy says what gives it.</summary>
    Advice,

    /// <summary>It does not work; the remedy says what to do.</summary>
    Failed,

    /// <summary>Not tried: not needed here, or an earlier step failed.</summary>
    Skipped,
}
