using System.Buffers;
using System.Globalization;

namespace DouyinIngest.Webcast.Signing;

/// <summary>Cookies by name. Immutable. Its text form shows names only; the values are secrets.</summary>
public sealed class CookieJar
{
    private const int MaxCookies = 300;
    private static readonly SearchValues<char> Separators = SearchValues.Create("()<>@,;:\\\"/[]?={}");
    private readonly List<KeyValuePair<string, string>> _cookies;
    private readonly IReadOnlyList<string> _expired;

    private CookieJar(List<KeyValuePair<string, string>> cookies, IReadOnlyList<string>? expired = null)
    {
        _cookies = cookies;
        _expired = expired ?? [];
    }

    public static CookieJar Empty { get; } = new([]);

    public bool IsEmpty => _cookies.Count == 0;

    /// <summary>The cookies' names, in order; they are no secrets.</summary>
    public IReadOnlyList<string> Names => [.. _cookies.Select(static c => c.Key)];

    /// <summary>A login is among them; whether the site still honours it only the site knows.</summary>
    public bool HasLogin => Has(CookieNames.Login);

    /// <summary>The file held a login that has expired, and none that has not.</summary>
    public bool LoginExpired => !HasLogin && _expired.Contains(CookieNames.Login, StringComparer.Ordinal);

    /// <summary>True when a cookie of this name has a value.</summary>
    public bool Has(string name) => _cookies.Exists(c => string.Equals(c.Key, name, StringComparison.Ordinal) && c.Value.Length > 0);

    /// <summary>
    /// Reads a Cookie header's value (<c>a=1; b=2</c>, with or without <c>Cookie:</c> before it) or a cookies.txt file in Netscape's form.
    /// Of the latter, cookies that expired and those of other sites than <paramref name="site"/> are left out; a file that has none of that site is refused.
    /// </summary>
    /// <param name="text">The jar.</param>
    /// <param name="where">What the message names as its origin, e.g. <c>DOUYIN_COOKIE</c>; the message never repeats a value.</param>
    /// <param name="site">The domain whose cookies are wanted, e.g. <c>douyin.com</c>.</param>
    /// <param name="now">Decides what has expired.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static CookieJar Parse(string text, string where, string site, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(text);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (lines.Length == 0)
        {
            return Empty;
        }

        if (!lines.Any(static l => l.Contains('\t')))
        {
            return Of(ParseHeader(lines, where), where);
        }

        var expired = new List<string>();
        var jar = Of([.. ParseNetscape(lines, where, site, now, expired)], where, expired);
        return jar.IsEmpty && expired.Count == 0
            ? throw new FormatException($"{where}: no cookie of {site} in it; export it while a page of {site} is open.")
            : jar;
    }

    /// <summary>What Set-Cookie headers set; a cookie with an empty value is not kept. Nonsense is skipped.</summary>
    public static CookieJar FromSetCookies(IEnumerable<string> headers) => new([.. headers
        .Select(SetCookie.Parse)
        .OfType<SetCookie>()
        .Where(static c => c.Value.Length > 0)
        .Select(static c => KeyValuePair.Create(c.Name, c.Value))
        .Take(MaxCookies)]);

    /// <summary>One Cookie header of two; on equal names the second one's value wins.</summary>
    public static string Join(string first, string second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        if (first.Length == 0 || second.Length == 0)
        {
            return first.Length == 0 ? second : first;
        }

        return Of([.. ParseHeader([first], "cookies"), .. ParseHeader([second], "cookies")], "cookies").ToHeader();
    }

    /// <summary>The Cookie header's value. A secret.</summary>
    public string ToHeader() => string.Join("; ", _cookies.Select(static c => $"{c.Key}={c.Value}"));

    /// <summary>Names without values.</summary>
    public override string ToString() => _cookies.Count == 0 ? "no cookies" : string.Join("; ", _cookies.Select(static c => $"{c.Key}=***"));

    private static CookieJar Of(IEnumerable<KeyValuePair<string, string>> pairs, string where, IReadOnlyList<string>? expired = null)
    {
        var cookies = new List<KeyValuePair<string, string>>();
        foreach (var pair in pairs)
        {
            if (!IsToken(pair.Key) || pair.Value.AsSpan().ContainsAnyExceptInRange('\x20', '\x7e') || pair.Value.Contains(';', StringComparison.Ordinal))
            {
                throw new FormatException($"{where}: cookie {cookies.Count + 1} has a name or a value that a Cookie header cannot carry.");
            }

            cookies.RemoveAll(c => string.Equals(c.Key, pair.Key, StringComparison.Ordinal));
            cookies.Add(pair);
        }

        return cookies.Count <= MaxCookies ? new CookieJar(cookies, expired) : throw new FormatException($"{where}: more than {MaxCookies} cookies.");
    }

    private static IEnumerable<KeyValuePair<string, string>> ParseHeader(string[] lines, string where)
    {
        if (lines.Length > 1)
        {
            throw new FormatException($"{where}: expected one line such as 'ttwid=…; sessionid=…', or a cookies.txt file whose fields are parted by tabs; found {lines.Length} lines.");
        }

        var header = lines[0];
        if (header.StartsWith("Cookie:", StringComparison.OrdinalIgnoreCase))
        {
            header = header["Cookie:".Length..];
        }

        foreach (var part in header.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new FormatException($"{where}: a part has no 'name=value'; expected a Cookie header such as 'ttwid=…; sessionid=…'.");
            }

            yield return KeyValuePair.Create(part[..equals].TrimEnd(), part[(equals + 1)..].TrimStart());
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> ParseNetscape(
        string[] lines,
        string where,
        string site,
        DateTimeOffset now,
        List<string> expired)
    {
        const string httpOnly = "#HttpOnly_";
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            if (line.StartsWith(httpOnly, StringComparison.Ordinal))
            {
                line = line[httpOnly.Length..];
            }
            else if (line[0] == '#')
            {
                continue;
            }

            var fields = line.Split('\t');
            if (fields.Length is < 6 or > 7 || !long.TryParse(fields[4], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var expires))
            {
                throw new FormatException($"{where}, line {i + 1}: expected the seven fields of cookies.txt parted by tabs: domain, subdomains, path, secure, expiry, name, value.");
            }

            if (!IsOf(fields[0].TrimStart('.'), site))
            {
                continue;
            }

            // An expiry of 0 is a session's cookie. The value of an empty cookie was trimmed away with its tab.
            if (expires > 0 && expires <= now.ToUnixTimeSeconds())
            {
                expired.Add(fields[5]);
            }
            else
            {
                yield return KeyValuePair.Create(fields[5], fields.Length == 7 ? fields[6] : "");
            }
        }
    }

    private static bool IsOf(string domain, string site) =>
        string.Equals(domain, site, StringComparison.OrdinalIgnoreCase) || domain.EndsWith("." + site, StringComparison.OrdinalIgnoreCase);

    private static bool IsToken(string name) =>
        name.Length > 0 && !name.AsSpan().ContainsAnyExceptInRange('\x21', '\x7e') && name.AsSpan().IndexOfAny(Separators) < 0;
}
