using System.Text;
using System.Text.Json;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>What the gifts of the platform are called: it tells ids only, and every client keeps a table of its own.</summary>
internal sealed class GiftNames
{
    private const int MostBytes = 4 * 1024 * 1024;

    private readonly Dictionary<string, byte[]> _names;

    private GiftNames(Dictionary<string, byte[]> names) => _names = names;

    public static GiftNames None { get; } = new([]);

    /// <summary>UTF-8; empty when the table does not have it.</summary>
    public ReadOnlySpan<byte> Of(string secGiftId) => _names.GetValueOrDefault(secGiftId);

    /// <summary>The table in a file; none for an empty path.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="JsonException">It is no such table.</exception>
    public static GiftNames Read(string path)
    {
        if (path.Length == 0)
        {
            return None;
        }

        if (new FileInfo(path).Length > MostBytes)
        {
            throw new IOException($"it has over {MostBytes} bytes");
        }

        var names = JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(path)) ?? [];
        return new GiftNames(names.ToDictionary(pair => pair.Key, pair => Encoding.UTF8.GetBytes(pair.Value), StringComparer.Ordinal));
    }

    /// <summary>Why the file cannot be used; null: it can.</summary>
    public static string? Mistake(string path)
    {
        try
        {
            Read(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return $"is '{path}', which cannot be read: {e.Message}";
        }
        catch (JsonException)
        {
            return $"is '{path}', which is no JSON object of texts such as {{\"sec_gift_id\":\"name\"}}";
        }
    }
}
