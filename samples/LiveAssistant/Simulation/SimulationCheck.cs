using System.Globalization;
using DouyinIngest.Simulator.Truth;
using LiveAssistant.Gifts;

namespace LiveAssistant.Simulation;

/// <summary>Holds what the assistant said against what truly happened in the simulated room. Pure.</summary>
/// <param name="Answered">Chats that were answered.</param>
/// <param name="Thanked">Combos that were thanked for, gifts that stand alone included.</param>
/// <param name="Seen">The assistant's lines that stand in the room.</param>
/// <param name="Misses">What is wrong, a sentence each.</param>
internal sealed record SimulationCheck(int Answered, int Thanked, int Seen, IReadOnlyList<string> Misses)
{
    /// <param name="events">Everything that happened in the room, in order.</param>
    /// <param name="said">Every line that the assistant tried.</param>
    public static SimulationCheck Of(IReadOnlyList<OracleEvent> events, IReadOnlyList<SaidLine> said)
    {
        var sent = said.Where(static line => line.IsSent).ToList();
        var self = sent.Select(static line => line.Result.SenderId).FirstOrDefault();
        var seen = events.Where(e => e.Kind == OracleKind.Chat && e.UserId == self && self > 0).Select(static e => e.Facts.Content ?? "").ToList();
        var misses = new List<string>();
        Lines(sent, seen, misses);
        foreach (var line in sent.Where(line => line.Question?.User?.Id == self))
        {
            misses.Add($"it answered itself: {line.Text}");
        }

        var thanked = sent.SelectMany(static line => line.Thanks).ToList();
        Gifts(DueCombo.Of(events), thanked, misses);
        return new SimulationCheck(sent.Count(static line => line.Question is not null), thanked.Count, seen.Count, misses);
    }

    private static void Lines(IReadOnlyList<SaidLine> sent, List<string> seen, List<string> misses)
    {
        var left = new List<string>(seen);
        foreach (var line in sent.Where(line => !left.Remove(line.Text)))
        {
            misses.Add($"said and not in the room: {line.Text}");
        }

        misses.AddRange(left.Select(static text => $"in the room and not said: {text}"));
        foreach (var line in sent.Where(static line => line.Thanks.Any(t => !line.Text.Contains($"× {t.Count.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal))))
        {
            misses.Add($"a count is missing in: {line.Text}");
        }
    }

    private static void Gifts(IReadOnlyList<DueCombo> due, List<Thanks> thanked, List<string> misses)
    {
        var left = new List<Thanks>(thanked);

        // Those that leave no choice first.
        foreach (var combo in due.OrderBy(static d => d.MayBeOpen).ThenBy(static d => d.Counts.Count))
        {
            var at = left.FindIndex(t => t.UserId == combo.UserId && t.GiftId == combo.GiftId && combo.Counts.Contains(t.Count));
            if (at >= 0)
            {
                left.RemoveAt(at);
            }
            else if (!combo.MayBeOpen)
            {
                misses.Add(string.Create(CultureInfo.InvariantCulture, $"not thanked: gift {combo.GiftId} × {string.Join(" or ", combo.Counts)} of {combo.UserId}"));
            }
        }

        misses.AddRange(left.Select(static t => string.Create(CultureInfo.InvariantCulture, $"thanked twice, or with a wrong count: gift {t.GiftId} × {t.Count} of {t.UserId}")));
    }
}
