using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>The upstream's side of a replay: one connector, over the recording's sessions.</summary>
internal sealed class ReplayConnectorFactory(RoomReplay replay) : ISessionConnectorFactory
{
    /// <inheritdoc/>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener) => new ReplayConnector(replay, listener);
}
