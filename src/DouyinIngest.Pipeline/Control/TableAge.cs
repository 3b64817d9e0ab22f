namespace DouyinIngest.Pipeline.Control;

/// <summary>What an instance may still do with a table of some age. Pure.</summary>
internal static class TableAge
{
    /// <summary>With an older table nothing is started, and the instance is not ready.</summary>
    public static readonly TimeSpan MaxForStart = TimeSpan.FromSeconds(10);

    /// <summary>With an older table the rooms of limited credentials are closed: others may have been given their places.</summary>
    public static readonly TimeSpan MaxForLimited = TimeSpan.FromSeconds(90);

    public static bool MayStart(TimeSpan age) => age <= MaxForStart;

    /// <summary>Whether a room that runs must close.</summary>
    public static bool MustClose(AdmissionPlan plan, DesiredRoom room, TimeSpan age) => age > MaxForLimited && plan.IsLimited(room);
}
