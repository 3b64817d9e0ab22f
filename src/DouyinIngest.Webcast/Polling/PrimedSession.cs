using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>A socket whose first message was read already, to see whether it works: that message is given first.</summary>
internal sealed class PrimedSession(ISession socket, SessionMessage first) : ISession, IHeartbeating
{
    private bool _given;

    /// <inheritdoc/>
    public ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        if (_given)
        {
            return socket.ReceiveAsync(stoppingToken);
        }

        _given = true;
        return ValueTask.FromResult(first);
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame) => socket.Send(frame);

    /// <inheritdoc/>
    public void Abort(CloseReason reason) => socket.Abort(reason);

    /// <inheritdoc/>
    public void SetHeartbeatInterval(TimeSpan interval) => (socket as IHeartbeating)?.SetHeartbeatInterval(interval);

    public async ValueTask DisposeAsync()
    {
        if (!_given)
        {
            _given = true;
            first.Dispose();
        }

        await socket.DisposeAsync();
    }
}
