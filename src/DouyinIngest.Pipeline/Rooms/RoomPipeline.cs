using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.OpenPlatform;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Logging;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// One room's path, and the place to start reading: <c>socket → frame → message → event → record</c>. A sequential loop with no queue
/// between the stages. What bounds it is the in-flight budget: while it is spent the loop does not read its socket; heartbeats and
/// acks never wait for it. What the broker has confirmed comes back through the <see cref="Watermark"/>.
/// </summary>
internal sealed partial class RoomPipeline(
    Broadcast broadcast,
    FrameInflater inflater,
    IEventSink sink,
    RoomCounters counters,
    DrainOptions drain,
    TimeProvider time,
    ILogger logger) : ISessionReader
{
    private readonly RoomEvents _events = broadcast.Events;
    private readonly Watermark _watermark = broadcast.Watermark;
    private FailureStreak _unreadable;
    private FailureStreak _tooLarge;

    /// <inheritdoc/>
    public ResumePoint Resume => _watermark.Resume;

    /// <inheritdoc/>
    public async Task<CloseReason> ReadAsync(ISession session, Action proveAlive, CancellationToken stoppingToken)
    {
        var proven = false;
        CloseReason? closed = null;
        var gate = broadcast.Fleet?.Gate;
        BeginSession();
        if (session is PushSession && (gate is null || await PassAsync(gate, stoppingToken)))
        {
            TellPlace();
        }

        while (closed is null)
        {
            if (!await broadcast.Budget.WaitAsync(stoppingToken))
            {
                closed = CloseReason.Stopped;
                break;
            }

            // 1. socket: one whole message, ours until it is disposed.
            using var message = await session.ReceiveAsync(stoppingToken);
            if (message.IsClosed)
            {
                closed = message.ClosedBecause;
                break;
            }

            if (!proven)
            {
                proveAlive();
                proven = true;
            }

            if (gate is not null && !await PassAsync(gate, stoppingToken))
            {
                closed = CloseReason.Stopped;
                break;
            }

            closed = Read(session, message);
        }

        if (closed == CloseReason.Stopped && gate is not null)
        {
            // A successor waits for us, and resumes by the cursor: an ack saves it nothing, a polite close costs it time.
            session.Abort(CloseReason.Stopped);
        }

        return await CloseAsync(closed.Value);
    }

    /// <summary>Everything that one WebSocket message makes us do; says why to close, or null to read on.</summary>
    private CloseReason? Read(ISession session, in SessionMessage message)
    {
        if (session is PushSession push)
        {
            ReadPush(push);
            return null;
        }

        // 2. frame: the envelope.
        if (!FrameReader.TryRead(message.Bytes, out var frame))
        {
            return Unreadable(session, message, default, DropReason.BadEnvelope);
        }

        switch (frame.Kind)
        {
            case FrameKind.Msg:
                return ReadPayload(session, message, frame);
            case FrameKind.Close:
                return (frame.Payload.IsEmpty ? null : ReadPayload(session, message, frame)) ?? CloseReason.CloseFrame;
            case FrameKind.Heartbeat:
                return null;
            default:
                counters.FrameRejected(DropReason.UnknownPayloadType);
                return null;
        }
    }

    private CloseReason? ReadPayload(ISession session, in SessionMessage message, in Frame frame)
    {
        if (_watermark.TryTie(frame, session))
        {
            counters.FrameRedelivered();
            _resumed.Redelivered();
            return null;
        }

        var reason = inflater.Inflate(frame, out var payload);
        try
        {
            if (reason == DropReason.None)
            {
                reason = ResponseReader.TryOpen(payload.Bytes, inflater.Options.MaxMessages, out var response);
                if (reason == DropReason.None)
                {
                    return Publish(session, message, frame, response);
                }
            }
        }
        finally
        {
            payload.Dispose();
        }

        return Unreadable(session, message, frame, reason);
    }

    private CloseReason? Publish(ISession session, in SessionMessage message, in Frame frame, ResponseReader response)
    {
        var receivedAt = message.ReceivedAt.ToUnixTimeMilliseconds();
        var serverTime = UpstreamTimes.Milliseconds(response.Now);
        var cursor = FramePosition.Cursor(frame, response);
        var internalExt = FramePosition.InternalExt(frame, response);
        if (message.Link == MessageLink.Anew)
        {
            BeginCheck();
        }

        _resumed.Frame(cursor, message.Link);
        if (FramePosition.IsSticky(internalExt))
        {
            _watermark.BeginAt(cursor, internalExt);
            cursor = default;
        }

        // A close frame can carry a batch that wants an ack and give no log_id to name in it.
        var delivery = _watermark.Add(session, frame, response.NeedAck && frame.LogId != 0, cursor, internalExt, message.ReceivedAt);
        delivery.ServerNow = serverTime;
        broadcast.ServerTime = serverTime != 0 ? serverTime : broadcast.ServerTime;
        var spent = broadcast.Shed is null ? 0 : broadcast.Budget.Spent;
        var ended = false;
        var events = 0;

        // 3. message: one by one, views over the inflated bytes.
        while (response.Next(out var item))
        {
            // 4. event: at most one a message.
            var reason = _events.TryMap(item, response.Now, receivedAt, inflater.Options.MaxStringBytes, out var e);
            Compare(item, reason, serverTime != 0 ? serverTime : receivedAt);
            if (reason == DropReason.None)
            {
                ended |= e is { Kind: EventKind.Room, RoomSource: RoomSource.Control, RoomStatus: RoomStatus.Ended };

                // 5. record: on its topic; the broker's confirmation settles it on the frame's delivery.
                events += Hand(ref e, delivery, spent);
            }
            else
            {
                Drop(item, reason, delivery);
            }
        }

        while (_events.TryCloseIdleCombo(response.Now, receivedAt, out var closed))
        {
            events += Hand(ref closed, delivery, spent);
        }

        if (_resumed.EndFrame() is { } hole)
        {
            NoteGap(GapReason.CursorForgotten, hole);
        }

        broadcast.Shed?.Tell(_events.RoomId, last: false);
        KeepPlace(delivery, events);
        _watermark.Seal(delivery);
        _events.Forget(receivedAt, _watermark.OldestReceivedAt?.ToUnixTimeMilliseconds() ?? long.MaxValue);
        return ended ? CloseReason.BroadcastEnded : null;
    }

    /// <summary>Publishes an event if it is wanted and <paramref name="spent"/> of the budget leaves room for it; how many that were.</summary>
    private int Hand(ref LiveEventView e, FrameEntry delivery, double spent)
    {
        var verdict = broadcast.Filter?.Apply(ref e) ?? default;
        if (!verdict.Passes)
        {
            verdict.Tell(counters);
            return 0;
        }

        if (broadcast.Shed is { } shed && shed.Takes(e.Kind, spent))
        {
            counters.EventReceived((int)e.Kind);
            counters.EventShed((int)e.Kind);
            return 0;
        }

        sink.Publish(e, broadcast.Room, delivery);
        verdict.Tell(counters);
        counters.EventReceived((int)e.Kind);
        return 1;
    }

    private void Drop(in MessageView item, DropReason reason, FrameEntry delivery)
    {
        counters.MessageDropped(reason);
        if (reason is DropReason.BadMessage or DropReason.StringTooLong)
        {
            sink.DeadLetter(item.Payload, broadcast.Room, item.Method, "message", reason, delivery);
        }
    }

    /// <summary>
    /// A frame that cannot be read is not acked: the session closes and the room goes on from its watermark, so the upstream sends it again.
    /// The third time at the same place its bytes go to the dead-letter topic and the room reads on behind it.
    /// </summary>
    private CloseReason? Unreadable(ISession session, in SessionMessage message, in Frame frame, DropReason reason)
    {
        counters.FrameRejected(reason);
        if (!_unreadable.Settles(_watermark.ReceivedCursor))
        {
            // Not politely: whoever sends such a frame may go on sending, and nothing of it is wanted.
            session.Abort(CloseReason.UnreadableFrame);
            return CloseReason.UnreadableFrame;
        }

        // Its need_ack cannot be read; the upstream gives every frame that wants one a log_id.
        var delivery = _watermark.Add(session, frame, frame.LogId != 0, frame.Cursor, frame.InternalExt, message.ReceivedAt);
        sink.DeadLetter(message.Bytes, broadcast.Room, default, "frame", reason, delivery);
        _watermark.Seal(delivery);
        NoteGapUntilNow(GapReason.UnreadableFrame);
        Log.FrameGivenUp(logger, _events.RoomId, reason, message.Bytes.Length);
        return null;
    }

    /// <summary>What is owed before the session is let go: after the end, and when we are told to stop, acks wait for their deliveries.</summary>
    private async Task<CloseReason> CloseAsync(CloseReason reason)
    {
        if (_resumed.End() is { } hole)
        {
            NoteGap(GapReason.CursorForgotten, hole);
        }

        broadcast.Shed?.Tell(_events.RoomId, last: reason is CloseReason.Stopped or CloseReason.BroadcastEnded);
        switch (reason)
        {
            case CloseReason.Stopped or CloseReason.BroadcastEnded:
                using (var bound = new CancellationTokenSource(drain.Settle, time))
                {
                    if (!await _watermark.WhenEmptyAsync(bound.Token))
                    {
                        Log.NotSettled(logger, _events.RoomId, _watermark.Pending, drain.Settle);
                    }
                }

                break;

            case CloseReason.MessageTooLarge when _tooLarge.Settles(_watermark.ReceivedCursor):
                _watermark.AbandonPosition();
                NoteGapUntilNow(GapReason.MessageTooLarge);
                Log.CursorGivenUp(logger, _events.RoomId);
                break;
        }

        return reason;
    }
}
