using System.Globalization;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>
/// Compares gift totals, combo by combo. Which combo on the topics is which of the oracle's is told by the event ids that they share, so it
/// does not matter how combos are named there.
/// </summary>
internal static class GiftCheck
{
    /// <returns>How many combos are not as they should be.</returns>
    /// <param name="room">What was true.</param>
    /// <param name="topics">What was read.</param>
    /// <param name="claimed">The combos on the topics that some true event belongs to; added to.</param>
    /// <param name="note">Takes a line for each finding.</param>
    public static long Compare(OracleRoom room, ReadBack topics, HashSet<int> claimed, Action<string> note)
    {
        var members = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
        foreach (var e in room.Events)
        {
            if (e.Combo.Length > 0 && topics.Find(e.EventId) is { Combo: not ReadBack.NoCombo } entry)
            {
                claimed.Add(entry.Combo);
                if (members.TryGetValue(e.Combo, out var known))
                {
                    known.Add(entry.Combo);
                }
                else
                {
                    members.Add(e.Combo, [entry.Combo]);
                }
            }
        }

        long wrong = 0;
        foreach (var combo in room.Combos)
        {
            var parts = members.GetValueOrDefault(combo.Combo) ?? [];
            var max = parts.Sum(part => topics.Combos[part].Max);
            var sum = parts.Sum(part => topics.Combos[part].Sum);
            if (max != combo.Total || sum != combo.Total)
            {
                wrong++;
                note(string.Create(
                    CultureInfo.InvariantCulture,
                    $"gift: combo {combo.Combo} of room {room.RoomId} has {combo.Total} pieces; on the topics max(total) {max}, sum(count) {sum}"));
            }
        }

        return wrong;
    }
}
