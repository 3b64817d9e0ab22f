using System.Globalization;
using System.Text;

namespace DouyinIngest.Webcast.Chat;

/// <summary>Makes one line of a text, or says why it is none. Pure.</summary>
internal static class ChatText
{
    /// <summary>The line as it will be sent; null when it is refused, then <paramref name="refusal"/> says why.</summary>
    /// <param name="text">What the application gave.</param>
    /// <param name="maxLength">In characters (code points), after cleaning.</param>
    /// <param name="refusal">Why there is no line.</param>
    public static string? Clean(string text, int maxLength, out ChatSendResult? refusal)
    {
        refusal = null;

        // A megabyte is not worth cleaning: a character has two units at most, and whoever sends so many blanks may drop them first.
        if (text.Length > maxLength * 8)
        {
            refusal = TooLong(text.Length, "over ", maxLength);
            return null;
        }

        var line = new StringBuilder(text.Length);
        var blank = false;
        var count = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune))
            {
                blank = true;
                continue;
            }

            if (blank && count > 0)
            {
                line.Append(' ');
                count++;
            }

            blank = false;
            line.Append(rune.ToString());
            count++;
        }

        refusal = count == 0 ? new ChatSendResult(ChatReason.Empty, "the line is empty") : count > maxLength ? TooLong(count, "", maxLength) : null;
        return refusal is null ? line.ToString() : null;
    }

    private static ChatSendResult TooLong(int length, string about, int maxLength) => new(
        ChatReason.TooLong,
        string.Create(CultureInfo.InvariantCulture, $"the line has {about}{(about.Length > 0 ? maxLength * 8 : length):N0} characters; at most {maxLength:N0} are sent"));
}
