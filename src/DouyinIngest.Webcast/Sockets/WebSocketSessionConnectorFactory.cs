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

    /// <inheritdoc/>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener)
        => new WebSocketSessionConnector(_parts, target.LiveId, target.RoomId, target.Credential, listener);

    // 19 digits that look like those the site gives to a new visitor.
    internal static string MakeUserUniqueId(Random random)
        => random.NextInt64(7_300_000_000_000_000_000, 7_600_000_000_000_000_000).ToString(CultureInfo.InvariantCulture);
}
