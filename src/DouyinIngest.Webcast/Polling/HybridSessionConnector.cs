using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Polling;

/// <summary>
/// Opens the sessions of a room that goes by the socket, and is polled while that does not work: one after the other, from one cursor. Which it is stands in
/// <see cref="HybridSteps"/>. A socket is taken up again only when it has brought a first frame; until then the polling goes on.
/// </summary>
/// <remarks>A connector is used by one connection at a time; the tries of the socket run only while a polling session is open.</remarks>
internal sealed partial class HybridSessionConnector(
    ISessionConnector socket,
    PollingSessionConnector polling,
    PollingOptions options,
    long roomId,
    IWebcastListener listener,
    TimeProvider time,
    ILogger logger) : ISessionConnector
{
    private RoomTransport _next = RoomTransport.Websocket;
    private RoomTransport _went = RoomTransport.Websocket;
    private RoomTransport _inUse = RoomTransport.Websocket;
    private CloseReason _left;
    private long? _openedAt;
    private int _failures;
    private PrimedSession? _works;

    /// <inheritdoc/>
    public async ValueTask<ConnectResult> ConnectAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        _openedAt = null;
        _went = _next;
        if (_works is { } works)
        {
            _works = null;
            _went = RoomTransport.Websocket;
            Opened();
            return ConnectResult.Opened(works);
        }

        var result = await (_went == RoomTransport.Polling ? polling.ConnectAsync(resume, stoppingToken) : socket.ConnectAsync(resume, stoppingToken));
        if (result.Session is not { } session)
        {
            return result;
        }

        Opened();
        return session is PollingSession polled ? ConnectResult.Opened(new UpgradingSession(polled, UpgradeAsync)) : result;
    }

    /// <inheritdoc/>
    public bool GoesOnAtOnce(CloseReason reason)
    {
        TimeSpan? lived = _openedAt is { } at ? time.GetElapsedTime(at) : null;
        if (_went == _inUse)
        {
            _left = reason;
        }

        if (_went == RoomTransport.Websocket)
        {
            _failures = HybridSteps.Failures(_failures, lived);
        }

        var step = HybridSteps.After(_went, lived, reason);
        _next = step.Next;
        return step.AtOnce;
    }

    /// <inheritdoc/>
    public async ValueTask LetGoAsync()
    {
        if (_works is { } works)
        {
            _works = null;
            await works.DisposeAsync();
        }
    }

    private void Opened()
    {
        _openedAt = time.GetTimestamp();
        if (_went == _inUse)
        {
            return;
        }

        _inUse = _went;
        if (_went == RoomTransport.Polling)
        {
            Log.FellBack(logger, roomId, _left, Remedies.For(_left));
            listener.TransportChanged(TransportChange.ToPolling, _left);
        }
        else
        {
            Log.Back(logger, roomId, _left);
            listener.TransportChanged(TransportChange.ToWebsocket, _left);
        }
    }

    /// <summary>Tries the socket, with growing pauses, until it works.</summary>
    private async Task UpgradeAsync(Func<ResumePoint> behind, CancellationToken stoppingToken)
    {
        while (_works is null)
        {
            var delay = HybridSteps.UpgradeDelay(_failures, options.UpgradeMinDelay, options.UpgradeMaxDelay, Random.Shared.NextDouble());
            await Task.Delay(delay, time, stoppingToken);
            _works = await TryAsync(behind(), stoppingToken);
            _failures += _works is null ? 1 : 0;
        }
    }

    private async Task<PrimedSession?> TryAsync(ResumePoint resume, CancellationToken stoppingToken)
    {
        var (session, reason, detail) = await socket.ConnectAsync(resume, stoppingToken);
        if (session is not null)
        {
            // It works when it brings something, and that is no word of farewell.
            var first = await session.ReceiveAsync(stoppingToken);
            if (!first.IsClosed && !(FrameReader.TryRead(first.Bytes, out var frame) && frame.Kind == FrameKind.Close))
            {
                return new PrimedSession(session, first);
            }

            (reason, detail) = (first.IsClosed ? first.ClosedBecause : CloseReason.CloseFrame, "");
            first.Dispose();
            await session.DisposeAsync();
            stoppingToken.ThrowIfCancellationRequested();
        }

        listener.ConnectFailed(resume.HasCursor, reason);
        Log.Tried(logger, roomId, reason, detail);
        return null;
    }
}
