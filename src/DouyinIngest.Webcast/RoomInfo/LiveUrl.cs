using System.Globalization;
using System.Text.RegularExpressions;

namespace DouyinIngest.Webcast.RoomInfo;

/// <summary>Reads what a person gives for a room: a live URL, a bare number, a short link (also inside pasted share text) or a reflow URL. Pure.</summary>
public static partial class LiveUrl
{
    /// <summary>A room id has 19 digits; every shorter number is a live id.</summary>
    internal const int RoomIdDigits = 19;

    private const int MaxLength = 4096;
    private const int MaxShown = 80;
    private static readonly string[] LiveHosts = ["live.douyin.com", "www.douyin.com", "douyin.com", "m.douyin.com"];
    private static readonly string[] ReflowHosts = ["webcast.amemv.com", "live.douyin.com", "www.iesdouyin.com"];
    private static readonly string[] ShortHosts = ["v.douyin.com"];

    /// <summary>Understands <paramref name="text"/>, or throws <see cref="FormatException"/> whose message says what was given and what is accepted.</summary>
    /// <param name="text">At most 4,096 characters.</param>
    /// <param name="upstream">Another host that serves live pages, <c>/s/…</c> short links and reflow pages, as the simulator does; null for none.</param>
    public static LiveRoomAddress Parse(string text, Uri? upstream = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.Trim();
        if (trimmed.Length is 0 or > MaxLength)
        {
            throw Refuse(trimmed);
        }

        return ParseNumber(trimmed) ?? ParseUrl(trimmed, upstream) ?? throw Refuse(trimmed);
    }

    /// <summary>As <see cref="Parse"/>, for one URL; null when it names no room.</summary>
    internal static LiveRoomAddress? ParseUri(Uri uri, Uri? upstream)
    {
        if (uri.Scheme is not ("https" or "http"))
        {
            return null;
        }

        var ours = upstream is not null && string.Equals(uri.Authority, upstream.Authority, StringComparison.OrdinalIgnoreCase);
        if (!ours && !uri.IsDefaultPort)
        {
            return null;
        }

        var parts = uri.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if ((ours || Among(ReflowHosts, uri)) && ParseReflow(uri, parts) is { } reflow)
        {
            return reflow;
        }

        if ((Among(ShortHosts, uri) && parts.Length >= 1) || (ours && parts is ["s", _]))
        {
            return LiveRoomAddress.OfShortLink(uri);
        }

        return ours || Among(LiveHosts, uri) ? ParseLivePath(parts) : null;
    }

    private static LiveRoomAddress? ParseLivePath(string[] parts) => parts switch
    {
        [var number] => ParseNumber(number),
        ["follow", "live", var number] => ParseNumber(number),
        ["root", "live", var number] => ParseNumber(number),
        _ => null,
    };

    private static LiveRoomAddress? ParseReflow(Uri uri, string[] parts)
    {
        var at = Array.LastIndexOf(parts, "reflow");
        return at >= 0 && at + 1 < parts.Length && ParseNumber(parts[at + 1]) is { Kind: LiveRoomAddressKind.RoomId } room
            ? LiveRoomAddress.OfReflow(room.RoomId, SecUid().Match(uri.Query).Groups["uid"].Value)
            : null;
    }

    private static LiveRoomAddress? ParseNumber(string text)
    {
        if (text.Length is 0 or > RoomIdDigits || text[0] == '0' || text.AsSpan().ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        if (text.Length < RoomIdDigits)
        {
            return LiveRoomAddress.OfLiveId(text);
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var roomId) ? LiveRoomAddress.OfRoomId(roomId) : null;
    }

    private static LiveRoomAddress? ParseUrl(string text, Uri? upstream)
    {
        if (HostWithoutScheme().IsMatch(text))
        {
            text = "https://" + text;
        }

        // Share text has words before and after its one link; the first link that names a room wins.
        foreach (Match match in Link().Matches(text))
        {
            if (Uri.TryCreate(match.Value, UriKind.Absolute, out var uri) && ParseUri(uri, upstream) is { } address)
            {
                return address;
            }
        }

        return null;
    }

    private static bool Among(string[] hosts, Uri uri) => hosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase);

    private static FormatException Refuse(string text)
    {
        var given = text.Length == 0 ? "nothing was given" : $"'{Shown(text)}' is no live room";
        return new FormatException(
            $"{given}. Accepted: a live URL (https://live.douyin.com/732001), its number (732001), a 19-digit room id, " +
            "a short link (https://v.douyin.com/iAbCdEf/), or a share URL (https://webcast.amemv.com/douyin/webcast/reflow/<room id>).");
    }

    private static string Shown(string text)
    {
        var shown = text.Length <= MaxShown ? text : text[..MaxShown] + "…";
        return string.Create(shown.Length, shown, static (span, from) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(from[i]) ? '?' : from[i];
            }
        });
    }

    [GeneratedRegex(@"https?://[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%]+", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(@"^[a-z0-9.-]+\.[a-z]{2,}/\S", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex HostWithoutScheme();

    [GeneratedRegex(@"[?&]sec_user_id=(?<uid>[A-Za-z0-9_\-.]{1,200})", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex SecUid();
}
