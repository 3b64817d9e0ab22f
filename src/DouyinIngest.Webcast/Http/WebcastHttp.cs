using System.Net;

namespace DouyinIngest.Webcast.Http;

/// <summary>Makes the one handler that all HTTP calls to the upstream and to the sign service share. Whoever makes it disposes it, last.</summary>
public static class WebcastHttp
{
    /// <summary>
    /// A pooled handler: connections live 5 minutes at most, so that a changed DNS answer is seen; redirects and cookies are ours to handle;
    /// answers are decompressed; certificates are always checked.
    /// </summary>
    /// <param name="connectionsPerServer">Calls to one host that may be under way at the same time; the others wait.</param>
    public static SocketsHttpHandler CreateHandler(int connectionsPerServer = 16) => new()
    {
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
        ConnectTimeout = TimeSpan.FromSeconds(5),
        MaxConnectionsPerServer = connectionsPerServer,
        MaxResponseHeadersLength = 64,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        AllowAutoRedirect = false,
        UseCookies = false,
    };
}
