using System.Globalization;
using System.Text;
using Spectre.Console.Rendering;

namespace LiveAssistant.Screen;

/// <summary>Text that strangers wrote, fit for a screen and for a line of ours: nothing in it moves the cursor or turns the line around.</summary>
internal static class SafeText
{
    /// <summary>One line: what is blank or a control becomes one blank, what is invisible or broken vanishes.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                safe.Append(safe.Length > 0 && safe[^1] != ' ' ? " " : "");
            }
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned))
            {
                safe.Append(rune.ToString());
            }
        }

        return safe.ToString().TrimEnd();
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
