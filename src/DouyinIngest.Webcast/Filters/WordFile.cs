using System.Text;

namespace DouyinIngest.Webcast.Filters;

/// <summary>A text file of words, one a line.</summary>
internal static class WordFile
{
    public const int MaxBytes = 16 * 1024 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The words and the lines that they stand on, from 1; empty lines and comments (#) are passed over.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="FormatException">It is too large or is no UTF-8.</exception>
    public static IReadOnlyList<(int Line, string Word)> Read(string path)
    {
        using var file = File.OpenRead(path);
        var bytes = new byte[MaxBytes + 1];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return length > MaxBytes ? throw new FormatException($"it has over {MaxBytes} bytes") : Parse(bytes.AsSpan(0, length));
    }

    internal static IReadOnlyList<(int Line, string Word)> Parse(ReadOnlySpan<byte> bytes)
    {
        string text;
        try
        {
            text = Strict.GetString(bytes);
        }
        catch (DecoderFallbackException e)
        {
            throw new FormatException("it is not UTF-8", e);
        }

        var words = new List<(int, string)>();
        var number = 0;
        foreach (var line in text.AsSpan().TrimStart('\uFEFF').EnumerateLines())
        {
            number++;
            var word = line.Trim();
            if (!word.IsEmpty && word[0] != '#')
            {
                words.Add((number, word.ToString()));
            }
        }

        return words;
    }
}
