using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Webcast.Sockets;

/// <summary>
/// The long-lived intention to have a session to one broadcast: connect, let the reader read, wait, again. The only writer of its <see cref="State"/>.
/// Tells the listener of connects, refusals, ends and waits.
/// </summary>
internal sealed partial class RoomConnection(
    ISessionConnector connector,
    ISessionReader reader,
    IReconnectPolicy policy,
    IWebcastListener listener,
    TimeProvider time,
    ILogger logger)
{
    private bool _provedAlive;
    private bool _anotherWay;
    private int _sessions;

    public ConnectionState State { get; private set; }

    /// <summary>Why the last attempt was refused or ended; null before the first.</summary>
    public CloseReason? LastReason { get; private set; }

    /// <summary>One line on the last refusal, for an operator.</summary>
    public string LastDetail { get; private set; } = "";

    /// <summary>Sessions opened after the first.</summary>
    public int Reconnects => Math.Max(0, _sessions - 1);

    /// <summary>
    /// Runs until stopped, until the broadcast is over (BroadcastEnded, RoomNotFound, RoomOffline), or until the policy gives up; says which.
    /// What the reader throws unexpectedly comes out of here. Runs once.
    /// </summary>
    public async Task<CloseReason> RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            var failures = 0;
            while (true)
            {
                MoveTo(ConnectionState.Connecting);
                _provedAlive = false;
                var reason = await ConnectAndStreamAsync(stoppingToken);
                LastReason = reason;
                if (IsTerminal(reason))
                {
                    return reason;
                }

                // A connect that is dropped before its first frame keeps climbing.
                failures = _provedAlive ? 0 : failures;
                _anotherWay = connector.GoesOnAtOnce(reason);
                if (_anotherWay)
                {
                    stoppingToken.ThrowIfCancellationRequested();
                    continue;
                }

                if (policy.NextDelay(++failures, reason) is not { } delay)
                {
                    return reason;
                }

                MoveTo(ConnectionState.BackingOff);
                Log.BackingOff(logger, reason, failures, delay);
                listener.BackingOff(reason, failures, delay);
                await Task.Delay(delay, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            LastReason = CloseReason.Stopped;
            return CloseReason.Stopped;
        }
        finally
        {
            MoveTo(ConnectionState.Closed);
            await connector.LetGoAsync();
        }
    }

    private static bool IsTerminal(CloseReason reason)
        => reason is CloseReason.Stopped or CloseReason.BroadcastEnded or CloseReason.RoomNotFound or CloseReason.RoomOffline;

    private async Task<CloseReason> ConnectAndStreamAsync(CancellationToken stoppingToken)
    {
        var resume = reader.Resume;
        listener.Connecting(resume.HasCursor);
        var started = time.GetTimestamp();
        var result = await connector.ConnectAsync(resume, stoppingToken);
        if (result.Session is not { } session)
        {
            LastDetail = result.Detail;
            Log.Refused(logger, result.Reason, result.Detail);
            listener.ConnectFailed(resume.HasCursor, result.Reason);
            return result.Reason;
        }

        var reason = CloseReason.ConsumerFailed; // stays so when the reader throws
        await using (session)
        {
            MoveTo(ConnectionState.Streaming);
            _sessions++;
            LastDetail = _anotherWay ? LastDetail : ""; // why the first way was refused is still worth knowing
            listener.Connected(resume.HasCursor, time.GetElapsedTime(started));
            Log.Connected(logger, resume.HasCursor);
            try
            {
                reason = await reader.ReadAsync(session, ProveAlive, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                reason = CloseReason.Stopped;
            }
            finally
            {
                Log.Disconnected(logger, reason);
                listener.Disconnected(reason);
            }
        }

        return reason;
    }

    private void ProveAlive() => _provedAlive = true;

    private void MoveTo(ConnectionState next)
    {
        if (State == ConnectionState.Connecting && next == State)
        {
            return; // refused, and at once the other way
        }

        if (!ConnectionMoves.Allowed(State, next))
        {
            throw new InvalidOperationException($"A connection cannot go from {State} to {next}.");
        }

        State = next;
    }
}
