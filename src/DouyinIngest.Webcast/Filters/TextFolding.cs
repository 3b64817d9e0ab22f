using System.Globalization;
using System.Text;

namespace DouyinIngest.Webcast.Filters;

/// <summary>
/// What each character counts as when words are compared, so that ways to write the same are the same: width, case, styled and circled letters and
/// digits; what cannot be seen counts as nothing. docs/filters.md lists it. Made of the runtime's own character data: the same with and without ICU.
/// </summary>
internal static class TextFolding
{
    /// <summary>The character is passed over.</summary>
    public const int Skipped = -1;

    /// <summary>In <see cref="Table"/>: passed over. No character is this one.</summary>
    public const char SkippedInTable = '\uFFFF';

    // Letters of styled alphabets that stand apart from their blocks.
    private const string LetterLike = "ℂℊℋℌℍℎℐℑℒℕℙℚℛℜℝℤℨℬℭℯℰℱℳℴ";
    private const string LetterLikePlain = "cghhhhiilnpqrrrzzbceefmo";

    private static readonly Lazy<char[]> PlainTable = new(static () => Make(ignoreSeparators: false));
    private static readonly Lazy<char[]> TightTable = new(static () => Make(ignoreSeparators: true));

    /// <summary>What each character of the basic plane counts as. Shared; not to be changed.</summary>
    /// <param name="ignoreSeparators">Spaces, punctuation and signs are passed over.</param>
    public static char[] Table(bool ignoreSeparators) => (ignoreSeparators ? TightTable : PlainTable).Value;

    /// <summary>What a character counts as, or <see cref="Skipped"/>.</summary>
    /// <param name="character">A Unicode scalar value.</param>
    /// <param name="ignoreSeparators">Spaces, punctuation and signs are passed over.</param>
    public static int Fold(int character, bool ignoreSeparators)
    {
        var plain = Plain(character);
        return IsUnseen(plain) || (ignoreSeparators && IsSeparator(plain)) ? Skipped
            : Rune.TryCreate(plain, out var rune) ? Rune.ToLowerInvariant(rune).Value : plain;
    }

    /// <summary>What is compared of a text.</summary>
    public static int[] Fold(string text, bool ignoreSeparators)
        => [.. text.EnumerateRunes().Select(rune => Fold(rune.Value, ignoreSeparators)).Where(static folded => folded != Skipped)];

    /// <summary>Zero-width characters, joiners, direction marks, variation selectors, combining marks, fillers, control characters.</summary>
    public static bool IsUnseen(int character) => character switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 => false,
        0x115F or 0x1160 or 0x2065 or 0x3164 or 0xFFA0 or (>= 0xFFF0 and <= 0xFFF8) or 0xFFFF or (>= 0xE0000 and <= 0xE0FFF) => true,
        _ => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark,
    };

    private static bool IsSeparator(int character) => character is '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2800
        || CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.ConnectorPunctuation or UnicodeCategory.DashPunctuation or UnicodeCategory.OpenPunctuation or UnicodeCategory.ClosePunctuation
            or UnicodeCategory.InitialQuotePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.OtherPunctuation
            or UnicodeCategory.MathSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.ModifierSymbol;

    private static int Plain(int c) => c switch
    {
        < 0xA0 => c,
        0xA0 or 0x1680 or (>= 0x2000 and <= 0x200A) or 0x202F or 0x205F or 0x3000 => ' ',
        >= 0xFF01 and <= 0xFF5E => c - 0xFEE0,
        0xB9 => '1',
        0xB2 or 0xB3 => '2' + c - 0xB2,
        0x2070 or (>= 0x2074 and <= 0x2079) => '0' + c - 0x2070,
        >= 0x2080 and <= 0x2089 => '0' + c - 0x2080,
        >= 0x2460 and <= 0x2468 => '1' + c - 0x2460,
        >= 0x2474 and <= 0x247C => '1' + c - 0x2474,
        >= 0x2488 and <= 0x2490 => '1' + c - 0x2488,
        >= 0x249C and <= 0x24B5 => 'a' + c - 0x249C,
        >= 0x24B6 and <= 0x24CF => 'a' + c - 0x24B6,
        >= 0x24D0 and <= 0x24E9 => 'a' + c - 0x24D0,
        0x24EA or 0x24FF => '0',
        >= 0x24F5 and <= 0x24FD => '1' + c - 0x24F5,
        >= 0x2776 and <= 0x277E => '1' + c - 0x2776,
        >= 0x2780 and <= 0x2788 => '1' + c - 0x2780,
        >= 0x278A and <= 0x2792 => '1' + c - 0x278A,
        >= 0x2102 and <= 0x2134 when LetterLike.IndexOf((char)c, StringComparison.Ordinal) is var at and >= 0 => LetterLikePlain[at],
        >= 0x1D400 and <= 0x1D6A3 => 'a' + ((c - 0x1D400) % 26),
        >= 0x1D7CE and <= 0x1D7FF => '0' + ((c - 0x1D7CE) % 10),
        >= 0x1F110 and <= 0x1F129 => 'a' + c - 0x1F110,
        >= 0x1F130 and <= 0x1F149 => 'a' + c - 0x1F130,
        >= 0x1F150 and <= 0x1F169 => 'a' + c - 0x1F150,
        >= 0x1F170 and <= 0x1F189 => 'a' + c - 0x1F170,
        _ => c,
    };

    private static char[] Make(bool ignoreSeparators)
    {
        var table = new char[0x10000];
        for (var c = 0; c < table.Length; c++)
        {
            table[c] = Fold(c, ignoreSeparators) is var folded and not Skipped ? (char)folded : SkippedInTable;
        }

        return table;
    }
}
