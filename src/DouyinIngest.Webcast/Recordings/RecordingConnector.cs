using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Recordings;

/// <summary>Records what comes of opening sessions.</summary>
internal sealed class RecordingConnector(ISessionConnector inner, RoomRecorder recorder) : ISessionConnector
{
    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        recorder.Connecting(resume.HasCursor);
        var result = await inner.ConnectAsync(resume, stoppingToken);
        if (result.Session is not { } session)
        {
            recorder.Refused(result.Reason, result.Detail);
            return result;
        }

        recorder.Opened();
        return ConnectResult.Opened(new RecordingSession(session, recorder));
    }

    /// <inheritdoc/>
    public bool GoesOnAtOnce(CloseReason reason)
    {
        var atOnce = inner.GoesOnAtOnce(reason);
        if (atOnce)
        {
            recorder.AnotherWay();
        }

        return atOnce;
    }

    /// <inheritdoc/>
    public ValueTask LetGoAsync() => inner.LetGoAsync();
}
