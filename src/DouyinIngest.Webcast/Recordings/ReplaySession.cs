using System.Buffers;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>One recorded session: its frames at their times, with the times at which they came. What is sent goes nowhere.</summary>
internal sealed class ReplaySession(RoomReplay replay, IWebcastListener listener) : ISession
{
    private CloseReason? _aborted;

    /// <inheritdoc/>
    public async ValueTask<SessionMessage> ReceiveAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (_aborted is { } aborted)
            {
                return SessionMessage.Closed(aborted);
            }

            // Where our side left or was cut short, the reader did not end at the same place this time: to it the session just breaks off.
            var entry = await replay.NextOfSessionAsync(stoppingToken);
            if (entry?.Frame is not { } frame)
            {
                return SessionMessage.Closed(ReplayConnector.ReasonOf(entry?.Closed?.Reason ?? "", CloseReason.RemoteClosed));
            }

            var bytes = frame.Data.Span;
            var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length);
            bytes.CopyTo(buffer);
            listener.FrameReceived(bytes.Length);
            return SessionMessage.Of(buffer, bytes.Length, RecordingTimes.At(entry.Time));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return SessionMessage.Closed(CloseReason.Stopped);
        }
    }

    /// <inheritdoc/>
    public void Send(ReadOnlyMemory<byte> frame) => listener.AckSent();

    /// <inheritdoc/>
    public void Abort(CloseReason reason) => _aborted ??= reason;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
