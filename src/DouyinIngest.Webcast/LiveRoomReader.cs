using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>
/// The loop of the path for one application: read a frame, queue its events, and acknowledge it when they were consumed. While the queue is full
/// nothing is read; heartbeats go on, as they are the session's.
/// </summary>
/// <param name="frames">Frame to events.</param>
/// <param name="listener">Hears of unreadable frames.</param>
/// <param name="queue">Where frames wait for the application. Outlives sessions: a new one goes on behind what is in it.</param>
/// <param name="opened">Called for each open session.</param>
/// <param name="gap">Called when something is given up: why.</param>
internal sealed class LiveRoomReader(
    LiveFrameReader frames,
    IWebcastListener listener,
    EventQueue queue,
    Action<ISession> opened,
    Action<string> gap) : ISessionReader
{
    private readonly UnreadableFrames _unreadable = new();

    /// <inheritdoc/>
    public ResumePoint Resume { get; private set; } = ResumePoint.None;

    /// <inheritdoc/>
    public async Task<CloseReason> ReadAsync(ISession session, Action proveAlive, CancellationToken stoppingToken)
    {
        opened(session);
        try
        {
            return await ReadFramesAsync(session, proveAlive, stoppingToken);
        }
        finally
        {
            if (stoppingToken.IsCancellationRequested)
            {
                // The session is closed after this; what is being consumed now is still acknowledged on it.
                await queue.WhenRestingAsync();
            }
        }
    }

    private async Task<CloseReason> ReadFramesAsync(ISession session, Action proveAlive, CancellationToken stoppingToken)
    {
        while (true)
        {
            FrameOutcome outcome;
            using (var message = await session.ReceiveAsync(stoppingToken))
            {
                if (message.IsClosed)
                {
                    return Closed(message.ClosedBecause);
                }

                outcome = frames.Read(message.Bytes, message.ReceivedAt);
            }

            if (outcome.Unreadable != DropReason.None)
            {
                listener.FrameRejected(outcome.Unreadable);
                if (!_unreadable.GiveUp(Resume.Cursor))
                {
                    return CloseReason.UnreadableFrame;
                }

                gap($"a frame could not be read ({outcome.Unreadable}) three times and was skipped; its events are lost");
            }

            proveAlive();
            await SettleAsync(session, outcome, stoppingToken);
            if (outcome.End is { } end)
            {
                if (end == CloseReason.BroadcastEnded)
                {
                    await queue.WhenEmptyAsync(stoppingToken);
                }

                return end;
            }
        }
    }

    private async Task SettleAsync(ISession session, FrameOutcome outcome, CancellationToken stoppingToken)
    {
        // A frame without events has its place in the order as well: they may be repeats of events that still wait.
        if (outcome.Events is not null || outcome.Ack is not null)
        {
            var settle = outcome.Ack is { } ack ? () => session.Send(ack) : (Action?)null;
            await queue.EnqueueAsync(new QueuedFrame(outcome.Events ?? [], outcome.ServerTime, settle), stoppingToken);
        }

        Resume = outcome.Resume ?? Resume;
    }

    private CloseReason Closed(CloseReason reason)
    {
        // What is too large to be read cannot be skipped on the socket: begin anew behind it.
        if (reason == CloseReason.MessageTooLarge && _unreadable.GiveUp(Resume.Cursor) && Resume.HasCursor)
        {
            gap("a message was too large three times; going on without a cursor, events before the recent history are lost");
            Resume = ResumePoint.None;
        }

        return reason;
    }
}
