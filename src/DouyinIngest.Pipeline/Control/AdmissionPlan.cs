namespace DouyinIngest.Pipeline.Control;

/// <summary>Which rooms have a place.</summary>
/// <param name="Admitted">By live id: the rooms that ought to run.</param>
/// <param name="Pending">By live id: the rooms that wait for a place of their credential.</param>
/// <param name="Credentials">By name: every credential that is named by the topic or by a room.</param>
/// <param name="Warnings">What an operator should know, a line each.</param>
internal sealed record AdmissionPlan(
    IReadOnlyDictionary<string, DesiredRoom> Admitted,
    IReadOnlyDictionary<string, DesiredRoom> Pending,
    IReadOnlyDictionary<string, CredentialUse> Credentials,
    IReadOnlyList<string> Warnings)
{
    /// <summary>Whether the credential of <paramref name="room"/> has a limit.</summary>
    public bool IsLimited(DesiredRoom room) => Credentials.TryGetValue(room.Credential, out var use) && use.Quota.Limit is not null;
}

/// <summary>How far a credential is used.</summary>
/// <param name="Quota">Its limit and reserve.</param>
/// <param name="Wanted">Rooms that want a place; paused ones do not.</param>
/// <param name="Admitted">Rooms that have one.</param>
internal readonly record struct CredentialUse(CredentialQuota Quota, int Wanted, int Admitted);
