namespace DouyinIngest.Webcast.Signing;

/// <summary>
/// Reads a <c>.env</c> file: <c>KEY=VALUE</c> lines, with <c>export</c> before them, quotes (double ones know <c>\n \t \" \\</c>, single ones are raw), blank
/// lines and comments. Variables are not expanded: a secret with a <c>$</c> stays what it is.
/// </summary>
public static class DotEnv
{
    private const int MaxBytes = 64 * 1024;

    /// <summary>
    /// A lookup of environment variables that falls back to <paramref name="path"/>: a value that the environment has, even an empty one, wins.
    /// A file that is not there is an empty one.
    /// </summary>
    /// <exception cref="FormatException">A line is malformed; the message names file, line and what is expected, never a value.</exception>
    /// <exception cref="IOException">The file is there but cannot be read.</exception>
    public static Func<string, string?> Over(Func<string, string?> environment, string path)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var values = Read(path);
        return name => environment(name) ?? values.GetValueOrDefault(name);
    }

    /// <summary>The file's values; a later line of the same name wins. Throws as <see cref="Over"/> does.</summary>
    public static IReadOnlyDictionary<string, string> Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            if (Directory.Exists(path))
            {
                throw new IOException("it is a directory");
            }

            var file = new FileInfo(path);
            if (!file.Exists)
            {
                return new Dictionary<string, string>(StringComparer.Ordinal);
            }

            return file.Length <= MaxBytes ? Parse(File.ReadAllText(path), path) : throw new IOException($"it has over {MaxBytes} bytes");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>As <see cref="Read"/>, for text; <paramref name="name"/> is what messages call it.</summary>
    public static IReadOnlyDictionary<string, string> Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var number = 0;
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var line = raw.Trim();
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                line = line["export ".Length..].TrimStart();
            }

            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var key = equals > 0 ? line[..equals].TrimEnd() : "";
            if (!IsName(key) || Value(line[(equals + 1)..].TrimStart()) is not { } value)
            {
                throw new FormatException($"{name}, line {number}: expected KEY=VALUE, for instance DOUYIN_APP_ID=tt0123456789abcdef01 (quotes must be closed on the same line).");
            }

            values[key] = value;
        }

        return values;
    }

    private static bool IsName(string key) =>
        key.Length > 0 && !char.IsAsciiDigit(key[0]) && key.All(static c => char.IsAsciiLetterOrDigit(c) || c == '_');

    /// <summary>Null when a quote is not closed or something stands behind it.</summary>
    private static string? Value(string text)
    {
        if (text.Length == 0 || text[0] is not ('"' or '\''))
        {
            var comment = text.IndexOf(" #", StringComparison.Ordinal);
            return text.StartsWith('#') ? "" : (comment < 0 ? text : text[..comment]).TrimEnd();
        }

        var quote = text[0];
        var value = new System.Text.StringBuilder(text.Length);
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == quote)
            {
                var rest = text.AsSpan(i + 1).TrimStart();
                return rest.IsEmpty || rest[0] == '#' ? value.ToString() : null;
            }

            if (text[i] == '\\' && quote == '"' && i + 1 < text.Length)
            {
                i++;
                value.Append(text[i] switch { 'n' => "\n", 't' => "\t", '"' => "\"", '\\' => "\\", var other => $"\\{other}" });
                continue;
            }

            value.Append(text[i]);
        }

        return null;
    }
}
