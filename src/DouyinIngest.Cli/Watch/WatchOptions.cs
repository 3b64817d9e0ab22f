using DouyinIngest.Cli.Commands;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Cli.Watch;

/// <summary>From what was asked to the connector's options.</summary>
internal static class WatchOptions
{
    /// <param name="settings">What was asked.</param>
    /// <param name="environment">For credentials and cookies.</param>
    /// <param name="time">The clock.</param>
    /// <exception cref="FormatException">The cookies or credentials are malformed.</exception>
    /// <exception cref="IOException">The cookie file cannot be read.</exception>
    public static LiveRoomOptions Of(WatchSettings settings, Func<string, string?> environment, TimeProvider time)
    {
        var credentials = AppCredentials.FromEnvironment(environment);
        var jar = new CookieOptions { CookieFile = settings.CookieFile }.ReadJar(environment, time.GetUtcNow());
        var options = WithoutSecrets(settings, time);
        options.Cookie = jar.IsEmpty ? null : jar.ToHeader();
        options.AppId = credentials.HasAppId ? credentials.AppId : null;
        options.AppSecret = credentials.HasAppId ? credentials.AppSecret : null;
        return options;
    }

    /// <summary>Where the room is; cookies and credentials are left to whoever reads them.</summary>
    public static LiveRoomOptions WithoutSecrets(WatchSettings settings, TimeProvider time)
    {
        var profile = settings.Profile ?? SocketProfile.PushV2;
        return new LiveRoomOptions
        {
            Profile = profile,
            Transport = settings.Transport,
            UpstreamUrl = settings.Upstream,
            SocketUrl = settings.SocketUrl ?? (settings.Upstream is { } upstream ? SocketOf(upstream, profile) : null),
            TimeProvider = time,
        };
    }

    /// <summary>A stand-in for the site answers for its sockets too.</summary>
    public static Uri SocketOf(Uri upstream, string profile) => new UriBuilder(upstream)
    {
        Scheme = string.Equals(upstream.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) ? Uri.UriSchemeWss : Uri.UriSchemeWs,
        Path = string.Equals(profile, SocketProfile.ImV1, StringComparison.Ordinal) ? "/websocket/im/v1" : "/webcast/im/push/v2/",
        Query = "",
    }.Uri;
}
