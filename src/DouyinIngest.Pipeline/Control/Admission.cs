using System.Globalization;

namespace DouyinIngest.Pipeline.Control;

/// <summary>Divides the places of each credential among the rooms that want one. A pure function of the table, so that all instances agree.</summary>
internal static class Admission
{
    /// <summary>What the upstream is known to grant a credential; a credential without a limit is warned about beyond it.</summary>
    public const int UsualLimit = 100;

    /// <summary>The order in which rooms of one credential get its places: higher priority, earlier since (none last), lower live id.</summary>
    public static IComparer<DesiredRoom> Order { get; } = Comparer<DesiredRoom>.Create(Compare);

    /// <summary>Who has a place, and who waits.</summary>
    public static AdmissionPlan Of(ControlTable table)
    {
        var admitted = new Dictionary<string, DesiredRoom>(table.Rooms.Count, StringComparer.Ordinal);
        var pending = new Dictionary<string, DesiredRoom>(StringComparer.Ordinal);
        var credentials = new Dictionary<string, CredentialUse>(StringComparer.Ordinal);
        var warnings = new List<string>();
        foreach (var (name, quota) in table.Credentials ?? new Dictionary<string, CredentialQuota>(StringComparer.Ordinal))
        {
            credentials[name] = new CredentialUse(quota, 0, 0);
        }

        foreach (var rooms in table.Rooms.Values.Where(room => !room.Paused).GroupBy(room => room.Credential, StringComparer.Ordinal))
        {
            var known = credentials.TryGetValue(rooms.Key, out var use);
            var wanted = rooms.Count();
            var places = use.Quota.Places ?? wanted;
            foreach (var room in rooms.Order(Order))
            {
                (places-- > 0 ? admitted : pending).Add(room.LiveId, room);
            }

            credentials[rooms.Key] = new CredentialUse(use.Quota, wanted, Math.Min(wanted, use.Quota.Places ?? wanted));
            if (!known && table.Credentials is not null)
            {
                warnings.Add(Line($"credential '{rooms.Key}' is used by {wanted} rooms, but {ControlKeys.Credentials} does not name it: it counts as unlimited. Name it by 'credentials set {rooms.Key} --limit N', or move the rooms."));
            }
            else if (use.Quota.Limit is null && wanted > UsualLimit)
            {
                warnings.Add(Line($"credential '{rooms.Key}' has no limit and holds {wanted} rooms; the upstream is known to grant about {UsualLimit}. Set it by 'credentials set {rooms.Key} --limit N'."));
            }
        }

        return new AdmissionPlan(admitted, pending, credentials, warnings);
    }

    private static int Compare(DesiredRoom one, DesiredRoom other)
    {
        var order = other.Priority.CompareTo(one.Priority);
        order = order != 0 ? order : (one.Since ?? DateTimeOffset.MaxValue).CompareTo(other.Since ?? DateTimeOffset.MaxValue);
        // Live ids are numbers: of two the shorter one is the lower.
        order = order != 0 ? order : one.LiveId.Length.CompareTo(other.LiveId.Length);
        return order != 0 ? order : string.CompareOrdinal(one.LiveId, other.LiveId);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
