using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Which of the sockets that an answer names is gone to. Pure: the answer is a stranger's, and the socket will carry the room's cookies.</summary>
internal static class PushRoutes
{
    private const string Path = "/webcast/im/push/v2/";

    /// <summary>The first that is allowed; null: none.</summary>
    /// <param name="place">The answer.</param>
    /// <param name="domains">Whose hosts may be named.</param>
    /// <param name="asked">Where the answer came from: one on this machine, such as a simulator, may name this machine.</param>
    public static SocketRoute? Choose(FetchedPlace place, IEnumerable<string> domains, Uri asked)
    {
        // A value may be a list, and may lack its scheme.
        foreach (var server in place.PushServers.SelectMany(value => value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var text = server.Contains("://", StringComparison.Ordinal) ? server : "wss://" + server;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && MayGo(url, domains, asked))
            {
                var path = url.AbsolutePath is "/" ? Path : url.AbsolutePath;
                return new SocketRoute($"{url.Scheme}://{url.Authority}{path}", place.RouteParameters);
            }
        }

        return null;
    }

    private static bool MayGo(Uri url, IEnumerable<string> domains, Uri asked)
    {
        if (url.UserInfo.Length > 0)
        {
            return false;
        }

        return url.IsLoopback
            ? asked.IsLoopback && url.Scheme is "ws" or "wss"
            : url is { Scheme: "wss", IsDefaultPort: true } && domains.Any(domain => FetchUrl.IsUnder(url.Host, domain));
    }
}
