using System.Globalization;
using System.Text;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Builds the address of a room's socket. Values are written as the web client writes them, unescaped but for what would break a query.</summary>
internal static class SocketUrl
{
    private static readonly Uri s_pushV2 = new("wss://webcast100-ws-web-lq.douyin.com/webcast/im/push/v2/");
    private static readonly Uri s_imV1 = new("wss://webcast.douyin.com/websocket/im/v1");

    /// <summary>Scheme, host and path.</summary>
    public static string Endpoint(SocketOptions options)
        => (options.Url ?? (IsImV1(options) ? s_imV1 : s_pushV2)).GetLeftPart(UriPartial.Path);

    /// <summary>The query without its signature: the text that is signed.</summary>
    /// <param name="options">Profile and parameters.</param>
    /// <param name="roomId">19 digits.</param>
    /// <param name="userUniqueId">The viewer id.</param>
    /// <param name="resume">Where to go on; without a cursor none is sent.</param>
    /// <param name="now">The clock, for the timestamp of <c>im-v1</c>.</param>
    /// <param name="appId">The app id of <c>im-v1</c>; null: the options'.</param>
    /// <param name="route">Parameters that the upstream wants to see again; those of ours go before.</param>
    public static string RawQuery(
        SocketOptions options, long roomId, string userUniqueId, ResumePoint resume, DateTimeOffset now, string? appId = null, SocketRoute? route = null)
    {
        var room = roomId.ToString(CultureInfo.InvariantCulture);
        var profile = IsImV1(options)
            ? ImV1(appId ?? options.AppId, room, now)
            : PushV2(options, room, userUniqueId, resume);
        var query = new StringBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, value) in profile.Where(p => p.Value is not null))
        {
            seen.Add(name);
            Append(query, name, options.Parameters.TryGetValue(name, out var other) ? other : value!);
        }

        if (IsImV1(options) && resume.HasCursor)
        {
            Append(query, "cursor", resume.Cursor);
            Append(query, "internal_ext", resume.InternalExt);
        }

        foreach (var (name, value) in options.Parameters.Where(p => !seen.Contains(p.Key) && !string.Equals(p.Key, "signature", StringComparison.Ordinal)))
        {
            Append(query, name, value);
        }

        foreach (var (name, value) in (route?.Parameters ?? []).Where(p => !options.Parameters.ContainsKey(p.Key) && !IsOurs(p.Key, seen)))
        {
            Append(query, name, value);
        }

        return query.ToString();
    }

    private static bool IsOurs(string name, HashSet<string> seen) => seen.Contains(name) || name is "signature" or "cursor" or "internal_ext";

    /// <summary>The whole address. A signature in the options' parameters wins over the signer's.</summary>
    public static Uri Whole(SocketOptions options, string rawQuery, string? signature, SocketRoute? route = null)
    {
        var value = options.Parameters.TryGetValue("signature", out var pinned) ? pinned : signature ?? "";
        var query = new StringBuilder(rawQuery);
        Append(query, "signature", value);
        return new Uri($"{route?.Endpoint ?? Endpoint(options)}?{query}");
    }

    /// <summary>Whether the app id and the credential's quota matter.</summary>
    public static bool IsImV1(SocketOptions options) => string.Equals(options.Profile, SocketProfile.ImV1, StringComparison.Ordinal);

    private static (string Name, string? Value)[] ImV1(string appId, string room, DateTimeOffset now) =>
    [
        ("room_id", room),
        ("app_id", appId),
        ("timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        ("compress", "gzip"),
    ];

    private static (string Name, string? Value)[] PushV2(SocketOptions options, string room, string userUniqueId, ResumePoint resume) =>
    [
        ("app_name", "douyin_web"),
        ("version_code", "180800"),
        ("webcast_sdk_version", "1.0.15"),
        ("update_version_code", "1.0.15"),
        ("compress", "gzip"),
        ("device_platform", "web"),
        ("cookie_enabled", "true"),
        ("screen_width", "1536"),
        ("screen_height", "864"),
        ("browser_language", "zh-CN"),
        ("browser_platform", "Win32"),
        ("browser_name", "Mozilla"),
        ("browser_version", BrowserVersion(options.UserAgent)),
        ("browser_online", "true"),
        ("tz_name", "Asia/Shanghai"),
        ("cursor", resume.HasCursor ? resume.Cursor : null),
        ("internal_ext", resume.HasCursor ? resume.InternalExt : null),
        ("host", "https://live.douyin.com"),
        ("aid", "6383"),
        ("live_id", "1"),
        ("did_rule", "3"),
        ("endpoint", "live_pc"),
        ("support_wrds", "1"),
        ("user_unique_id", userUniqueId),
        ("im_path", "/webcast/im/fetch/"),
        ("identity", "audience"),
        ("need_persist_msg_count", "15"),
        ("insert_task_id", ""),
        ("live_reason", ""),
        ("room_id", room),
        ("heartbeatDuration", "0"),
    ];

    internal static string BrowserVersion(string userAgent)
    {
        const string Product = "Mozilla/";
        return userAgent.StartsWith(Product, StringComparison.Ordinal) ? userAgent[Product.Length..] : userAgent;
    }

    /// <summary>Adds a parameter, unescaped but for what would break a query, as the web client does.</summary>
    internal static void Append(StringBuilder query, string name, string value)
    {
        if (query.Length > 0)
        {
            query.Append('&');
        }

        query.Append(name).Append('=');
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsAscii && rune.Value > ' ' && rune.Value < 0x7f && !"&#%+\"<>".Contains((char)rune.Value))
            {
                query.Append((char)rune.Value);
            }
            else
            {
                query.Append(Uri.EscapeDataString(rune.ToString()));
            }
        }
    }
}
