using System.Runtime.InteropServices;

namespace DouyinIngest.Cli.Reconciliation;

/// <summary>How long nothing was appended although something happened. Both clocks must agree, as they do on one machine. Pure.</summary>
internal static class Silence
{
    /// <param name="appended">Times of appending, milliseconds; sorted in place.</param>
    /// <param name="emitted">Times of happening, milliseconds; sorted in place.</param>
    public static TimeSpan Longest(List<long> appended, List<long> emitted)
    {
        // Topics are read side by side, so the times come mixed.
        appended.Sort();
        emitted.Sort();
        var happened = CollectionsMarshal.AsSpan(emitted);
        long longest = 0;
        var next = 0;
        for (var i = 1; i < appended.Count; i++)
        {
            while (next < happened.Length && happened[next] < appended[i - 1])
            {
                next++;
            }

            if (next < happened.Length)
            {
                longest = Math.Max(longest, appended[i] - happened[next]);
            }
        }

        return TimeSpan.FromMilliseconds(longest);
    }
}
