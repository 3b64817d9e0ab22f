using System.Globalization;
using DouyinIngest.Webcast.Signing;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>Makes the connectors of all rooms over one connect budget.</summary>
internal sealed class WebSocketSessionConnectorFactory : ISessionConnectorFactory
{
    private readonly SessionConnectorParts _parts;

    public WebSocketSessionConnectorFactory(SocketOptions options, ISigner signer, ICookieSource cookies, TimeProvider time)
    {
        var userUniqueId = options.UserUniqueId.Length > 0 ? options.UserUniqueId : MakeUserUniqueId(Random.Shared);
        var pacer = new ConnectPacer(options.ConnectsPerSecond, options.ConnectBurst, time);
        _parts = new SessionConnectorParts(options, userUniqueId, signer, cookies, pacer, time);
    }

    /// <summary>The viewer id of this process.</summary>
    public string UserUniqueId => _parts.UserUniqueId;

    /// <inheritdoc/>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener) => Create(target, listener, routes: null);

    /// <summary>As <see cref="Create(in SessionTarget, IWebcastListener)"/>; the sockets go where <paramref name="routes"/> says, unless the settings say where.</summary>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener, RouteHolder? routes)
        => new WebSocketSessionConnector(_parts, target.LiveId, target.RoomId, target.Credential, listener, routes);

    // 19 digits that look like those the site gives to a new visitor.
    internal static string MakeUserUniqueId(Random random)
        => random.NextInt64(7_300_000_000_000_000_000, 7_600_000_000_000_000_000).ToString(CultureInfo.InvariantCulture);
}
