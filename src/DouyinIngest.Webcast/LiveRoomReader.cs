using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>
/// The loop of the path for one application: read a frame, hand its events over, and acknowledge it when they were consumed. While the consumer is
/// busy nothing is read; heartbeats go on, as they are the session's.
/// </summary>
/// <param name="frames">Frame to events.</param>
/// <param name="listener">Hears of unreadable frames.</param>
/// <param name="consume">Hands the events of a frame over; completes when they were consumed.</param>
/// <param name="opened">Called for each open session.</param>
/// <param name="gap">Called when something is given up: why.</param>
internal sealed class LiveRoomReader(
    LiveFrameReader frames,
    IWebcastListener listener,
    Func<IReadOnlyList<LiveEvent>, CancellationToken, Task> consume,
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
                return end;
            }
        }
    }

    private async Task SettleAsync(ISession session, FrameOutcome outcome, CancellationToken stoppingToken)
    {
        if (outcome.Events is { } events)
        {
            await consume(events, stoppingToken);
        }

        if (outcome.Ack is { } ack)
        {
            session.Send(ack);
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
