using DouyinIngest.Webcast.Sockets;

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
}
