using System.Globalization;
using System.Text;

namespace DouyinIngest.Cli.Output;

/// <summary>Text that strangers wrote, fit for a terminal: nothing in it can move the cursor, change colours or turn the line around.</summary>
internal static class SafeText
{
    /// <summary>The text on one line; control, format and broken characters become a space or vanish.</summary>
    public static string Of(string text)
    {
        var safe = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    safe.Append(' ');
                    break;
                case UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned:
                    break;
                default:
                    safe.Append(rune.ToString());
                    break;
            }
        }

        return safe.ToString().Trim();
    }

    /// <summary>At most this many columns, an ellipsis at the end when something was cut. A Chinese character takes two.</summary>
    public static string Fit(string text, int columns)
    {
        var safe = Of(text);
        if (Width(safe) <= columns)
        {
            return safe;
        }

        var fitted = new StringBuilder();
        var used = 0;
        foreach (var rune in safe.EnumerateRunes())
        {
            var width = Width(rune.ToString());
            if (used + width > columns - 1)
            {
                break;
            }

            fitted.Append(rune.ToString());
            used += width;
        }

        return fitted.Append('…').ToString();
    }

    /// <summary>Columns that a text takes.</summary>
    public static int Width(string text) => new Spectre.Console.Rendering.Segment(text).CellCount();
}
