using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace LiveAssistant.Screen;

/// <summary>Text that strangers wrote, fit for a screen and for a line of ours: nothing in it moves the cursor or turns the line around.</summary>
internal static class SafeText
{
    /// <summary>One line; control characters become a blank, invisible and broken ones vanish.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            safe.Append(Rune.GetUnicodeCategory(rune) switch
            {
                UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => " ",
                UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned => "",
                _ => rune.ToString(),
            });
        }

        return safe.ToString().Trim();
    }

    /// <summary>At most so many characters.</summary>
    public static string Cut(string text, int length) => Cut(Of(text), length, static element => element.Length);

    /// <summary>At most so many columns of a screen; a Chinese character takes two.</summary>
    public static string Fit(string text, int columns) => Cut(Of(text), columns, Width);

    /// <summary>Columns that a text takes.</summary>
    public static int Width(string text) => new Segment(text).CellCount();

    private static string Cut(string text, int most, Func<string, int> size)
    {
        if (size(text) <= most)
        {
            return text;
        }

        var cut = new StringBuilder();
        var used = 1;
        for (var elements = StringInfo.GetTextElementEnumerator(text); elements.MoveNext();)
        {
            var element = elements.GetTextElement();
            used += size(element);
            if (used > most)
            {
                break;
            }

            cut.Append(element);
        }

        return cut.Append('…').ToString();
    }
}
