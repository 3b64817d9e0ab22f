using System.Globalization;
using System.Text;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Builds the address of a poll (PROTOCOL 5). Pure.</summary>
internal static class FetchUrl
{
    private const string Path = "/webcast/im/fetch/";
    private const string Site = "douyin.com";

    /// <summary>Scheme, host and path. A stand-in for the site, be it named for the look-ups or for the sockets, answers for its polls too.</summary>
    /// <param name="url"><see cref="PollingOptions.Url"/>.</param>
    /// <param name="socket"><see cref="SocketOptions.Url"/>.</param>
    /// <param name="upstream">Where rooms are looked up.</param>
    public static Uri Endpoint(Uri? url, Uri? socket, Uri upstream)
    {
        if (url is not null)
        {
            return new Uri(url.GetLeftPart(UriPartial.Path));
        }

        var standIn = IsUnder(upstream.Host, Site) && socket is not null && !IsUnder(socket.Host, Site);
        return standIn ? new UriBuilder(socket!) { Scheme = socket!.Scheme is "wss" ? "https" : "http", Path = Path, Query = "" }.Uri : new Uri(upstream, Path);
    }

    /// <summary>The query without its signature: the text that is signed.</summary>
    /// <param name="options">Parameters to add or replace.</param>
    /// <param name="userAgent">The User-Agent that the request will carry.</param>
    /// <param name="roomId">19 digits.</param>
    /// <param name="userUniqueId">The viewer id.</param>
    /// <param name="resume">Where to go on; empty: sticky state and history.</param>
    /// <param name="lastRtt">How long the poll before took; null: there was none.</param>
    /// <param name="socketWanted">Whether the room would rather go by the socket (fetch_rule).</param>
    public static string RawQuery(
        PollingOptions options, string userAgent, long roomId, string userUniqueId, ResumePoint resume, TimeSpan? lastRtt, bool socketWanted)
    {
        (string Name, string Value)[] parameters =
        [
            ("resp_content_type", "protobuf"),
            ("did_rule", "3"),
            ("device_id", ""),
            ("app_name", "douyin_web"),
            ("endpoint", "live_pc"),
            ("support_wrds", "1"),
            ("user_unique_id", userUniqueId),
            ("identity", "audience"),
            ("need_persist_msg_count", "15"),
            ("insert_task_id", ""),
            ("live_reason", ""),
            ("room_id", roomId.ToString(CultureInfo.InvariantCulture)),
            ("version_code", "180800"),
            ("last_rtt", lastRtt is { } rtt ? ((long)rtt.TotalMilliseconds).ToString(CultureInfo.InvariantCulture) : "-1"),
            ("live_id", "1"),
            ("aid", "6383"),
            ("fetch_rule", socketWanted ? "1" : "2"),
            ("cursor", resume.Cursor ?? ""),
            ("internal_ext", resume.InternalExt ?? ""),
            ("device_platform", "web"),
            ("cookie_enabled", "true"),
            ("screen_width", "1536"),
            ("screen_height", "864"),
            ("browser_language", "zh-CN"),
            ("browser_platform", "Win32"),
            ("browser_name", "Mozilla"),
            ("browser_version", SocketUrl.BrowserVersion(userAgent)),
            ("browser_online", "true"),
            ("tz_name", "Asia/Shanghai"),
        ];
        var query = new StringBuilder();
        foreach (var (name, value) in parameters)
        {
            SocketUrl.Append(query, name, options.Parameters.TryGetValue(name, out var other) ? other : value);
        }

        foreach (var (name, value) in options.Parameters.Where(p => !parameters.Any(own => string.Equals(own.Name, p.Key, StringComparison.Ordinal))))
        {
            SocketUrl.Append(query, name, value);
        }

        return query.ToString();
    }

    /// <summary>The whole address; without a signature no parameter for one.</summary>
    public static Uri Whole(Uri endpoint, string rawQuery, string? signature)
    {
        var query = new StringBuilder(rawQuery);
        if (!string.IsNullOrEmpty(signature))
        {
            SocketUrl.Append(query, "a_bogus", signature);
        }

        return new Uri($"{endpoint}?{query}");
    }

    /// <summary>Whether a host is a domain or one under it.</summary>
    public static bool IsUnder(string host, string domain)
        => string.Equals(host, domain, StringComparison.OrdinalIgnoreCase) || host.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
}
