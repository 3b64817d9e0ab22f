using System.Globalization;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Makes the connectors of all rooms over one HTTP handler and one connect budget.</summary>
internal sealed class WebSocketSessionConnectorFactory : ISessionConnectorFactory, IDisposable
{
    private readonly SessionConnectorParts _parts;

    public WebSocketSessionConnectorFactory(SocketOptions options, ISigner signer, ICookieSource cookies, TimeProvider time)
    {
        var userUniqueId = options.UserUniqueId.Length > 0 ? options.UserUniqueId : MakeUserUniqueId(Random.Shared);
        var pacer = new ConnectPacer(options.ConnectsPerSecond, options.ConnectBurst, time);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = options.ConnectTimeout,
            PooledConnectionLifetime = Timeout.InfiniteTimeSpan,
        };
        _parts = new SessionConnectorParts(options, userUniqueId, signer, cookies, pacer, new HttpMessageInvoker(handler), time);
    }

    /// <inheritdoc/>
    public ISessionConnector Create(string liveId, long roomId, IWebcastListener listener)
        => new WebSocketSessionConnector(_parts, liveId, roomId, listener);

    public void Dispose() => _parts.Http.Dispose();

    // 19 digits that look like those the site gives to a new visitor.
    internal static string MakeUserUniqueId(Random random)
        => random.NextInt64(7_300_000_000_000_000_000, 7_600_000_000_000_000_000).ToString(CultureInfo.InvariantCulture);
}
