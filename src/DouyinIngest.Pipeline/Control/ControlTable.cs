namespace DouyinIngest.Pipeline.Control;

/// <summary>What the control topic says up to one offset. Immutable; the same log gives every instance the same table.</summary>
/// <param name="rooms">By live id, the paused ones too.</param>
/// <param name="refusals">By key: records that are not understood and stand there still.</param>
/// <param name="credentials">By name; null: there is no <c>_credentials</c> record, or it was refused.</param>
/// <param name="offset">All records below it are in.</param>
internal sealed class ControlTable(
    IReadOnlyDictionary<string, DesiredRoom> rooms,
    IReadOnlyDictionary<string, ControlRefusal> refusals,
    IReadOnlyDictionary<string, CredentialQuota>? credentials,
    long offset)
{
    private AdmissionPlan? _plan;

    /// <summary>Nothing is wanted.</summary>
    public static ControlTable Empty { get; } = new ControlTableBuilder().Snapshot();

    /// <summary>By live id, the paused ones too.</summary>
    public IReadOnlyDictionary<string, DesiredRoom> Rooms { get; } = rooms;

    /// <summary>By key: records that are not understood and stand there still.</summary>
    public IReadOnlyDictionary<string, ControlRefusal> Refusals { get; } = refusals;

    /// <summary>By name; null: there is no <c>_credentials</c> record, or it was refused, and every credential counts as unlimited.</summary>
    public IReadOnlyDictionary<string, CredentialQuota>? Credentials { get; } = credentials;

    /// <summary>All records below it are in.</summary>
    public long Offset { get; } = offset;

    /// <summary>Which of the rooms have a place; worked out once.</summary>
    public AdmissionPlan Plan => _plan ??= Admission.Of(this);
}
