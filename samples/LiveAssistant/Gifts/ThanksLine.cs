using System.Globalization;
using LiveAssistant.Screen;

namespace LiveAssistant.Gifts;

/// <summary>Thanks as a line of chat. Where many wait, one line thanks several people, so that nobody is thanked late. Pure.</summary>
internal static class ThanksLine
{
    private const string Beginning = "感谢 ";
    private const string Between = "，";
    private const string End = " ❤";

    /// <summary>How many of the first <paramref name="thanks"/> fit into one line; one at least.</summary>
    public static int Fit(IReadOnlyList<Thanks> thanks, int maxLength)
    {
        var length = Beginning.Length + End.Length + Phrase(thanks[0]).Length;
        var fit = 1;
        while (fit < thanks.Count && (length += Between.Length + Phrase(thanks[fit]).Length) <= maxLength)
        {
            fit++;
        }

        return fit;
    }

    public static string Of(IReadOnlyList<Thanks> thanks) => Beginning + string.Join(Between, thanks.Select(Phrase)) + End;

    /// <summary>Names are cut, so that one always fits; the count never is.</summary>
    private static string Phrase(Thanks thanks) =>
        string.Create(CultureInfo.InvariantCulture, $"{SafeText.Cut(thanks.UserName, 16)} 的{SafeText.Cut(thanks.GiftName, 12)} × {thanks.Count}");
}
