using System.Text;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Topics;

/// <summary>How drop reasons are written in labels and headers: <c>bad_envelope</c>.</summary>
internal static class DropReasons
{
    private static readonly string[] Words = [.. Enum.GetNames<DropReason>().Select(Snake)];

    public static string Word(DropReason reason) => Words[(int)reason];

    private static string Snake(string name)
    {
        var word = new StringBuilder();
        foreach (char c in name)
        {
            if (char.IsUpper(c) && word.Length > 0)
            {
                word.Append('_');
            }

            word.Append(char.ToLowerInvariant(c));
        }

        return word.ToString();
    }
}
