using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Polling;

/// <summary>Opens polling sessions to one broadcast: a session is open when its first poll was answered.</summary>
internal sealed class PollingSessionConnector(IRoomFetcher fetcher, TimeSpan interval, IWebcastListener listener, TimeProvider time) : ISessionConnector
{
    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        var askedAt = time.GetTimestamp();
        var first = await fetcher.FetchAsync(resume, stoppingToken);

        // What is too large at this place is for the reader to give up, as with a socket; it is told by an open session.
        return first.IsRefused && first.Reason != CloseReason.MessageTooLarge
            ? ConnectResult.Refused(first.Reason, first.Detail)
            : ConnectResult.Opened(new PollingSession(fetcher, first, askedAt, interval, listener, time));
    }
}
