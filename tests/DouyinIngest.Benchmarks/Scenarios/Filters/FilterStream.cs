using System.Text;
using DouyinIngest.Webcast.Filters;
using WorldWords = DouyinIngest.Simulator.World.Words;

namespace DouyinIngest.Benchmarks.Scenarios.Filters;

/// <summary>A list of words and chats of the simulated world to look for them in; the same for the same seed.</summary>
internal sealed class FilterStream
{
    private const int FirstIdeograph = 0x4E00;
    private const int Ideographs = 3_500;

    public FilterStream(int words, int chats, double matching, int seed)
    {
        var random = new Random(seed);
        string[] lines = [.. Enumerable.Range(0, chats).Select(_ => WorldWords.Line(random))];

        // Half of the words are of characters that the chats have, so that the automaton leaves its root all the time.
        Rune[] said = [.. lines.SelectMany(static line => line.EnumerateRunes()).Where(static rune => Rune.IsLetterOrDigit(rune)).Distinct()];
        var all = new HashSet<string>(StringComparer.Ordinal);
        while (all.Count < words)
        {
            var word = random.Next(10) == 0 ? random.GetHexString(random.Next(4, 9), lowercase: true)
                : string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(i => i < 2 && all.Count % 2 == 0 ? said[random.Next(said.Length)] : new Rune(FirstIdeograph + random.Next(Ideographs))));
            all.Add(word);
        }

        Words = [.. all];
        // With separators passed over it finds what it finds without, and more.
        var matcher = new WordMatcher([new WordList("all", WordAction.Tag, Words)], ignoreSeparators: true);
        Clean = [.. lines.Select(Encoding.UTF8.GetBytes).Where(line => matcher.Find(line) == 0)];
        Mixed = [.. Clean.Select(line => random.NextDouble() < matching ? [.. line, .. Encoding.UTF8.GetBytes(Words[random.Next(Words.Length)])] : line)];
    }

    public string[] Words { get; }

    /// <summary>UTF-8, without any of the words.</summary>
    public byte[][] Clean { get; }

    /// <summary>The same, a part of them with a word.</summary>
    public byte[][] Mixed { get; }
}
