namespace DouyinIngest.Pipeline.Control;

/// <summary>How many letters one word is away from another, case aside.</summary>
internal static class EditDistance
{
    public static int Between(string one, string other)
    {
        var previous = new int[other.Length + 1];
        var current = new int[other.Length + 1];
        for (var j = 0; j <= other.Length; j++)
        {
            previous[j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            current[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var same = char.ToLowerInvariant(one[i - 1]) == char.ToLowerInvariant(other[j - 1]);
                current[j] = Math.Min(Math.Min(previous[j], current[j - 1]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            (previous, current) = (current, previous);
        }

        return previous[other.Length];
    }

    /// <summary>The nearest of some words; null when there are none.</summary>
    public static string? Nearest(string word, IEnumerable<string> candidates)
        => candidates.OrderBy(candidate => Between(word, candidate)).ThenBy(candidate => candidate, StringComparer.Ordinal).FirstOrDefault();
}
