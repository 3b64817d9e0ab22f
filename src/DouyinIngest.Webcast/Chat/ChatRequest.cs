using System.Globalization;
using System.Text;
using DouyinIngest.Webcast.Signing;

namespace DouyinIngest.Webcast.Chat;

/// <summary>
/// The request that says a line: <c>GET /webcast/room/chat/</c> with the web client's parameters (public clients of it: cv-cat/DouYin_Spider,
/// wzgrx/pure_live). Pure.
/// </summary>
internal static class ChatRequest
{
    public const string Path = "/webcast/room/chat/";

    /// <summary>The query without its signature: the text that is signed.</summary>
    public static string RawQuery(long roomId, string line) => new StringBuilder(
            "aid=6383&app_name=douyin_web&live_id=1&device_platform=web&language=zh-CN&enter_from=web_others_homepage&cookie_enabled=true" +
            "&screen_width=1536&screen_height=864&browser_language=zh-CN&browser_platform=Win32&browser_name=Edge&browser_version=126.0.0.0")
        .Append(CultureInfo.InvariantCulture, $"&room_id={roomId}&content=").Append(Uri.EscapeDataString(line)).Append("&type=0&msToken=")
        .ToString();

    /// <summary>The whole address; null when the signer's cannot be used: it is for another kind of request, or for another host than the login is for.</summary>
    public static Uri? Address(Uri upstream, string rawQuery, Signature signature)
    {
        if (signature.FullUrl is not { } full)
        {
            return new Uri(upstream, $"{Path}?{rawQuery}&a_bogus={Uri.EscapeDataString(signature.Value ?? "")}");
        }

        return Uri.TryCreate(full, UriKind.Absolute, out var url)
            && string.Equals(url.Scheme, upstream.Scheme, StringComparison.OrdinalIgnoreCase)
            && string.Equals(url.Authority, upstream.Authority, StringComparison.OrdinalIgnoreCase)
            && string.Equals(url.AbsolutePath, Path, StringComparison.Ordinal)
            ? url
            : null;
    }

    /// <summary>Every header, the signer's in place of ours where both have one; null when one cannot be sent.</summary>
    public static IReadOnlyDictionary<string, string>? Headers(Uri upstream, string liveId, string userAgent, string cookies, Signature signature)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["User-Agent"] = userAgent,
            ["Accept"] = "application/json, text/plain, */*",
            ["Accept-Language"] = "zh-CN,zh;q=0.9",
            ["Origin"] = upstream.GetLeftPart(UriPartial.Authority),
            ["Referer"] = new Uri(upstream, "/" + Uri.EscapeDataString(liveId)).AbsoluteUri,
            ["Cookie"] = cookies,
        };
        foreach (var (name, value) in signature.Headers ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            headers[name] = value;
        }

        return headers.Values.All(static value => Ascii.IsValid(value) && !value.AsSpan().ContainsAny('\r', '\n', '\0')) ? headers : null;
    }
}
