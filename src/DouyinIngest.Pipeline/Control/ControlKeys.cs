using System.Globalization;
using System.Text;
using System.Text.Unicode;
using DouyinIngest.Webcast.Frames;

namespace DouyinIngest.Pipeline.Control;

/// <summary>The keys of the control topic. Pure.</summary>
internal static class ControlKeys
{
    /// <summary>The record that names the app credentials and their limits.</summary>
    public const string Credentials = "_credentials";

    /// <summary>What the keys begin with that are no rooms.</summary>
    public const char Ours = '_';

    /// <summary>A live id has 1 to 18 digits; 19 are the room id of one broadcast.</summary>
    public const int MaxLiveIdDigits = 18;

    private const int MaxShownBytes = 64;

    /// <summary>Whether <paramref name="text"/> is a live id: 1 to 18 digits, the first of them not 0.</summary>
    public static bool IsLiveId(ReadOnlySpan<char> text)
        => text.Length is > 0 and <= MaxLiveIdDigits && text[0] != '0' && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>
    /// The key as text that can be logged and sent: short ones as they are, control characters as <c>?</c>; a long or broken one is cut and
    /// carries its length and a hash, so that two different keys never read the same.
    /// </summary>
    public static string Text(ReadOnlySpan<byte> key)
    {
        var shown = key[..Math.Min(key.Length, MaxShownBytes)];
        var text = string.Create(CultureInfo.InvariantCulture, $"{Encoding.UTF8.GetString(shown)}");
        var clean = new string([.. text.Select(static c => char.IsControl(c) || char.IsSurrogate(c) ? '?' : c)]);
        return key.Length <= MaxShownBytes && Utf8.IsValid(key) && string.Equals(text, clean, StringComparison.Ordinal)
            ? clean
            : string.Create(CultureInfo.InvariantCulture, $"{clean}… ({key.Length} bytes, {Hash64.Of(key):x16})");
    }
}
