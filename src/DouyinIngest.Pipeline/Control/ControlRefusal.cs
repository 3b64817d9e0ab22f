namespace DouyinIngest.Pipeline.Control;

/// <summary>A record of the control topic that every instance alike refuses.</summary>
/// <param name="Key">The record's key as text, capped (<see cref="ControlKeys.Text"/>); the live id when it is one.</param>
/// <param name="Offset">Where it stands on the control topic.</param>
/// <param name="Reason">What is wrong with it; one bounded line.</param>
/// <param name="Remedy">What to do about it; one bounded line.</param>
internal sealed record ControlRefusal(string Key, long Offset, string Reason, string Remedy)
{
    /// <summary>The key when it is a live id: the room that does not run; else null.</summary>
    public string? LiveId => ControlKeys.IsLiveId(Key) ? Key : null;
}
