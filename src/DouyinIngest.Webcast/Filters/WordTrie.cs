using System.Collections.Frozen;

namespace DouyinIngest.Webcast.Filters;

/// <summary>
/// Words as an automaton (Aho and Corasick): one step a character finds every word that ends there, those that overlap included. Nodes are numbered
/// breadth first, so the children of one stand side by side, sorted; 0 is the root. Immutable.
/// </summary>
internal sealed class WordTrie
{
    private readonly int[] _characters;
    private readonly int[] _firstChild;
    private readonly int[] _fallback;
    private readonly ulong[] _lists;
    private readonly byte[] _masked;

    // Most characters of a text begin no word: they cost this one look-up.
    private readonly FrozenDictionary<int, int> _root;

    private WordTrie(int[] characters, int[] firstChild, int[] parents, ulong[] lists, byte[] masked)
    {
        _characters = characters;
        _firstChild = firstChild;
        _fallback = new int[characters.Length];
        _lists = lists;
        _masked = masked;
        _root = Enumerable.Range(1, firstChild[1] - 1).ToFrozenDictionary(node => characters[node]);
        Link(parents);
    }

    /// <summary>How many nodes there are.</summary>
    public int Count => _characters.Length;

    /// <param name="words">
    /// What is compared of each word, not empty; the lists that it is in, a bit each; and whether one of them masks.
    /// </param>
    public static WordTrie Of(IEnumerable<(int[] Word, ulong Lists, bool Masks)> words)
    {
        var sorted = words.ToArray();
        Array.Sort(sorted, static (one, other) => one.Word.AsSpan().SequenceCompareTo(other.Word));
        List<int> characters = [0], parents = [0], firstChild = [];
        List<(int From, int To, int Depth)> ranges = [(0, sorted.Length, 0)];
        List<ulong> lists = [];
        List<byte> masked = [];
        for (var node = 0; node < ranges.Count; node++)
        {
            firstChild.Add(ranges.Count);
            lists.Add(0);
            masked.Add(0);
            var (from, to, depth) = ranges[node];

            // A word is before those that begin with it.
            for (; from < to && sorted[from].Word.Length == depth; from++)
            {
                lists[node] |= sorted[from].Lists;
                masked[node] = sorted[from].Masks ? (byte)depth : masked[node];
            }

            while (from < to)
            {
                var character = sorted[from].Word[depth];
                var end = from + 1;
                while (end < to && sorted[end].Word[depth] == character)
                {
                    end++;
                }

                characters.Add(character);
                parents.Add(node);
                ranges.Add((from, end, depth + 1));
                from = end;
            }
        }

        firstChild.Add(ranges.Count);
        return new WordTrie([.. characters], [.. firstChild], [.. parents], [.. lists], [.. masked]);
    }

    /// <summary>The node that is reached from <paramref name="node"/> by one more character.</summary>
    public int Next(int node, int character)
    {
        while (node != 0)
        {
            if (Child(node, character) is var child and not 0)
            {
                return child;
            }

            node = _fallback[node];
        }

        return _root.GetValueOrDefault(character);
    }

    /// <summary>The lists of all words that end at a node, a bit each.</summary>
    public ulong Lists(int node) => _lists[node];

    /// <summary>The length of the longest word to be masked that ends at a node; 0: there is none.</summary>
    public int Masked(int node) => _masked[node];

    private int Child(int node, int character)
    {
        var first = _firstChild[node];
        var at = _characters.AsSpan(first, _firstChild[node + 1] - first).BinarySearch(character);
        return at < 0 ? 0 : first + at;
    }

    // What a node stands for ends with what its fallback stands for, the longest such; shorter ones are done first.
    private void Link(int[] parents)
    {
        for (var node = _firstChild[1]; node < Count; node++)
        {
            _fallback[node] = Next(_fallback[parents[node]], _characters[node]);
            _lists[node] |= _lists[_fallback[node]];
            _masked[node] = Math.Max(_masked[node], _masked[_fallback[node]]);
        }
    }
}
