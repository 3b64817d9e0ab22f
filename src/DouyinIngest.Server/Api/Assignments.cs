using DouyinIngest.Pipeline.Control;

namespace DouyinIngest.Server.Api;

/// <summary>What of the control topic does not run, and why.</summary>
internal sealed record Assignments
{
    /// <summary>Most rows of one list.</summary>
    public const int Most = 1000;

    public required int PendingTotal { get; init; }

    /// <summary>Rooms that wait for a place, the next first; cut at <see cref="Most"/>.</summary>
    public required IReadOnlyList<PendingRow> Pending { get; init; }

    public required int RefusedTotal { get; init; }

    /// <summary>Records that are not understood, the newest first; cut at <see cref="Most"/>.</summary>
    public required IReadOnlyList<RefusedRow> Refused { get; init; }

    public required IReadOnlyList<CredentialRow> Credentials { get; init; }

    public required IReadOnlyList<string> Warnings { get; init; }

    public static Assignments Of(ControlTable table) => new()
    {
        PendingTotal = table.Plan.Pending.Count,
        Pending = [.. table.Plan.Pending.Values.Order(Admission.Order).Take(Most).Select(room => new PendingRow(room.LiveId, room.Credential, room.Priority, room.Since))],
        RefusedTotal = table.Refusals.Count,
        Refused = [.. table.Refusals.Values.OrderByDescending(refusal => refusal.Offset).Take(Most).Select(refusal => new RefusedRow(refusal.Key, refusal.Offset, refusal.Reason, refusal.Remedy))],
        Credentials = [.. table.Plan.Credentials.OrderBy(pair => pair.Key, StringComparer.Ordinal).Take(Most).Select(pair =>
            new CredentialRow(pair.Key, pair.Value.Quota.Limit, pair.Value.Quota.Reserve, pair.Value.Wanted, pair.Value.Admitted))],
        Warnings = table.Plan.Warnings,
    };
}

/// <param name="LiveId">The room.</param>
/// <param name="Credential">Whose place it waits for.</param>
/// <param name="Priority">Higher ones go first.</param>
/// <param name="Since">Of equal priority the earlier goes first.</param>
internal sealed record PendingRow(string LiveId, string Credential, int Priority, DateTimeOffset? Since);

/// <param name="Key">The record's key.</param>
/// <param name="Offset">Where it stands.</param>
/// <param name="Reason">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record RefusedRow(string Key, long Offset, string Reason, string Remedy);

/// <param name="Name">The credential.</param>
/// <param name="Limit">Rooms that it may hold; null: unlimited.</param>
/// <param name="Reserve">Places that are kept free for handovers.</param>
/// <param name="Wanted">Rooms that want a place.</param>
/// <param name="Admitted">Rooms that have one.</param>
internal sealed record CredentialRow(string Name, int? Limit, int Reserve, int Wanted, int Admitted);
