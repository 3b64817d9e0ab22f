using DouyinIngest.Pipeline.Assignments;

namespace DouyinIngest.Pipeline.Control;

/// <summary>One room as the control topic wants it.</summary>
/// <param name="Assignment">What a room's pipeline needs to know.</param>
/// <param name="Offset">Where its record stands on the control topic.</param>
internal sealed record DesiredRoom(RoomAssignment Assignment, long Offset)
{
    public string LiveId => Assignment.LiveId;

    /// <summary>Known, but not to be followed for now.</summary>
    public bool Paused { get; init; }

    /// <summary>A higher one is admitted first.</summary>
    public int Priority { get; init; }

    /// <summary>Since when it has been wanted; of equal priority the earlier is admitted first, one without last.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The credential whose quota it uses.</summary>
    public string Credential => Assignment.Credential ?? CredentialQuota.DefaultName;
}
