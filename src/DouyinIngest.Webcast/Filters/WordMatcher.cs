using System.Text;

namespace DouyinIngest.Webcast.Filters;

/// <summary>Finds the words of a filter in a text, all of them in one pass over its UTF-8. Thread-safe; allocates nothing where nothing is masked.</summary>
internal sealed class WordMatcher
{
    private const byte Star = (byte)'*';

    private readonly WordTrie _trie;
    private readonly char[] _folded;
    private readonly bool _ignoreSeparators;
    private readonly ulong _dropping;

    /// <param name="lists">At most <see cref="FilterRules.MaxLists"/>; the first has bit 0.</param>
    /// <param name="ignoreSeparators">Spaces, punctuation and signs are passed over.</param>
    public WordMatcher(IReadOnlyList<WordList> lists, bool ignoreSeparators)
    {
        _ignoreSeparators = ignoreSeparators;
        _folded = TextFolding.Table(ignoreSeparators);
        _trie = WordTrie.Of(lists.SelectMany((list, i) => list.Words.Select(word => (TextFolding.Fold(word, ignoreSeparators), 1UL << i, list.Action == WordAction.Mask))));
        _dropping = Bits(lists, WordAction.Drop);
        Masking = Bits(lists, WordAction.Mask);
    }

    /// <summary>The lists that mask.</summary>
    public ulong Masking { get; }

    /// <summary>The lists whose words are in a text; once one of them drops it, the rest is not looked at.</summary>
    public ulong Find(ReadOnlySpan<byte> text)
    {
        var found = 0UL;
        for (int at = 0, node = 0; at < text.Length && (found & _dropping) == 0;)
        {
            var character = Take(text, ref at);
            if (character != TextFolding.Skipped)
            {
                node = _trie.Next(node, character);
                found |= _trie.Lists(node);
            }
        }

        return found;
    }

    /// <summary>
    /// The text with a star for every character from the first to the last of each word that is to be masked; what cannot be seen between and
    /// directly behind them is gone.
    /// </summary>
    public byte[] Mask(ReadOnlySpan<byte> text)
    {
        var masked = MaskedBytes(text);
        var result = new byte[text.Length];
        var length = 0;
        var hidden = false;
        for (var at = 0; at < text.Length;)
        {
            var from = at;
            Rune.DecodeFromUtf8(text[at..], out var character, out var bytes);
            at += bytes;
            var unseen = TextFolding.IsUnseen(character.Value);
            hidden = masked[from] || (hidden && unseen);
            if (!hidden)
            {
                text[from..at].CopyTo(result.AsSpan(length));
                length += bytes;
            }
            else if (!unseen)
            {
                result[length++] = Star;
            }
        }

        return result[..length];
    }

    private bool[] MaskedBytes(ReadOnlySpan<byte> text)
    {
        var masked = new bool[text.Length];
        var begins = new List<int>();
        for (int at = 0, node = 0; at < text.Length;)
        {
            var from = at;
            var character = Take(text, ref at);
            if (character == TextFolding.Skipped)
            {
                continue;
            }

            begins.Add(from);
            node = _trie.Next(node, character);
            if (_trie.Masked(node) is var length and not 0)
            {
                masked.AsSpan(begins[^length]..at).Fill(true);
            }
        }

        return masked;
    }

    private int Take(ReadOnlySpan<byte> text, ref int at)
    {
        int character = text[at];
        if (character < 0x80)
        {
            at++;
        }
        else
        {
            Rune.DecodeFromUtf8(text[at..], out var rune, out var bytes);
            character = rune.Value;
            at += bytes;
        }

        if (character > char.MaxValue)
        {
            return TextFolding.Fold(character, _ignoreSeparators);
        }

        var folded = _folded[character];
        return folded == TextFolding.SkippedInTable ? TextFolding.Skipped : folded;
    }

    private static ulong Bits(IReadOnlyList<WordList> lists, WordAction action)
        => lists.Select((list, i) => list.Action == action ? 1UL << i : 0).Aggregate(0UL, static (all, bit) => all | bit);
}
