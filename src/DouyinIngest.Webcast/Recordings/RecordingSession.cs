using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>A session each of whose frames is recorded before it is read.</summary>
internal sealed class RecordingSession(ISession inner, RoomRecorder recorder) : ISession, IHeartbeating
{
    private bool _closed;

    /// <inheritdoc/>
    public async ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        var message = await inner.ReceiveAsync(stoppingToken);
        if (!message.IsClosed)
        {
            recorder.Frame(message.Bytes, message.ReceivedAt);
        }
        else if (!_closed)
        {
            _closed = true;
            recorder.Closed(message.ClosedBecause);
        }

        return message;
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame) => inner.Send(frame);

    /// <inheritdoc/>
    public void Abort(CloseReason reason) => inner.Abort(reason);

    /// <inheritdoc/>
    public void SetHeartbeatInterval(TimeSpan interval) => (inner as IHeartbeating)?.SetHeartbeatInterval(interval);

    public ValueTask DisposeAsync()
    {
        if (!_closed)
        {
            _closed = true;
            recorder.Closed(reason: null);
        }

        return inner.DisposeAsync();
    }
}
