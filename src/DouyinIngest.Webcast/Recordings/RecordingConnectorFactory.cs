using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Makes connectors whose sessions are recorded on their way.</summary>
internal sealed class RecordingConnectorFactory(ISessionConnectorFactory inner, RoomRecorder recorder, int maxRetries) : ISessionConnectorFactory
{
    /// <inheritdoc/>
    public ISessionConnector Create(in SessionTarget target, IWebcastListener listener)
    {
        recorder.Begin(target, maxRetries);
        return new RecordingConnector(inner.Create(target, listener), recorder);
    }
}
