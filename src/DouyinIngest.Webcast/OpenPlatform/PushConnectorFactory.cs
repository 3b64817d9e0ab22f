using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.OpenPlatform;

/// <summary>Rooms that are pushed go by the Open Platform, all others by what there was before.</summary>
internal sealed class PushConnectorFactory(ISessionConnectorFactory others, PushConnectorParts parts) : ISessionConnectorFactory
{
    /// <inheritdoc/>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener)
        => target.Transport == RoomTransport.Push ? new PushSessionConnector(parts, target, listener) : others.Create(target, listener);
}
