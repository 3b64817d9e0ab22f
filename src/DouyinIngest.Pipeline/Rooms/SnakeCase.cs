using System.Text;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Writes the names of closed sets as metric labels: <c>UnreadableFrame</c> → <c>unreadable_frame</c>.</summary>
internal static class SnakeCase
{
    public static string Of<TEnum>(TEnum value)
        where TEnum : struct, Enum
    {
        var name = value.ToString();
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(c));
        }

        return text.ToString();
    }
}
