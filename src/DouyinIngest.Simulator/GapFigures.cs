using DouyinIngest.Simulator.Truth;

namespace DouyinIngest.Simulator;

/// <summary>The true gaps in numbers.</summary>
/// <param name="Count">How many.</param>
/// <param name="Events">Events in them; one that fell into two gaps counts once.</param>
/// <param name="NeverSent">How many of those never were on any socket.</param>
internal sealed record GapFigures(int Count, int Events, int NeverSent)
{
    public static GapFigures Of(IReadOnlyList<TrueGap> gaps) => new(
        gaps.Count, gaps.SelectMany(g => g.Events).Distinct(StringComparer.Ordinal).Count(), gaps.Sum(g => g.NeverSent));
}
