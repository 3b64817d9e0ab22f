namespace DouyinIngest.Webcast.Signing;

/// <summary>The user's own cookies. At most one of the two is given; with none, a ttwid is obtained.</summary>
public sealed class CookieOptions
{
    public const string SectionName = "Cookies";

    private const string Site = "douyin.com";

    /// <summary>A Cookie header's value, as a browser shows it; also taken from the environment variable DOUYIN_COOKIE. A secret.</summary>
    public string? Cookie { get; set; }

    /// <summary>Path of a file that holds a Cookie header's value or is a cookies.txt in Netscape's form.</summary>
    public string? CookieFile { get; set; }

    /// <summary>
    /// Reads the jar that these options name. Messages name the setting, never a value.
    /// </summary>
    /// <param name="environment">For DOUYIN_COOKIE, which counts when no option is set; an empty one counts as unset.</param>
    /// <param name="now">Decides which cookies of a cookies.txt have expired.</param>
    /// <exception cref="FormatException">The text is no jar, or both options are set.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public CookieJar ReadJar(Func<string, string?> environment, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(environment);
        var hasFile = !string.IsNullOrWhiteSpace(CookieFile);
        if (hasFile && !string.IsNullOrWhiteSpace(Cookie))
        {
            throw new FormatException($"{SectionName}: give {nameof(Cookie)} or {nameof(CookieFile)}, not both.");
        }

        if (hasFile)
        {
            return CookieJar.Parse(ReadFile(CookieFile!), $"The cookie file {CookieFile}", Site, now);
        }

        return string.IsNullOrWhiteSpace(Cookie)
            ? CookieJar.Parse(environment("DOUYIN_COOKIE") ?? "", "DOUYIN_COOKIE", Site, now)
            : CookieJar.Parse(Cookie, $"{SectionName}:{nameof(Cookie)}", Site, now);
    }

    private static string ReadFile(string path)
    {
        const int maxBytes = 256 * 1024;
        try
        {
            if (new FileInfo(path).Length > maxBytes)
            {
                throw new FormatException($"The cookie file {path} has over {maxBytes} bytes; it is no jar.");
            }

            return File.ReadAllText(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"The cookie file {path} cannot be read: {error.Message}", error);
        }
    }
}
