using System.Text;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>frame → message → event for one room, all of it synchronous: the views die with the frame's bytes.</summary>
internal sealed class LiveFrameReader(RoomEvents events, FrameInflater inflater, IWebcastListener listener, EventFilter? filter = null)
{
    /// <summary>Reads one WebSocket message. Never throws for bad bytes.</summary>
    public FrameOutcome Read(ReadOnlySpan<byte> bytes, DateTimeOffset receivedAt)
    {
        if (!FrameReader.TryRead(bytes, out var frame))
        {
            return new FrameOutcome { Unreadable = DropReason.BadEnvelope };
        }

        switch (frame.Kind)
        {
            case FrameKind.Msg:
                return ReadResponse(frame, receivedAt);
            case FrameKind.Close when frame.Payload.IsEmpty:
                return new FrameOutcome { End = CloseReason.CloseFrame };
            case FrameKind.Close:
                // What the last word carries counts; if it cannot be read it was still the last word.
                var last = ReadResponse(frame, receivedAt);
                return last with { Unreadable = DropReason.None, End = last.End ?? CloseReason.CloseFrame };
            case FrameKind.Heartbeat:
                return default;
            default:
                listener.FrameRejected(DropReason.UnknownPayloadType);
                return default;
        }
    }

    private FrameOutcome ReadResponse(in Frame frame, DateTimeOffset receivedAt)
    {
        var ack = FrameWriter.Ack(frame.LogId, frame.InternalExt);
        var refused = inflater.Inflate(frame, out var payload);
        if (refused != DropReason.None)
        {
            return new FrameOutcome { Unreadable = refused, Ack = ack };
        }

        using (payload)
        {
            refused = ResponseReader.TryOpen(payload.Bytes, inflater.Options.MaxMessages, out var response);
            if (refused != DropReason.None)
            {
                return new FrameOutcome { Unreadable = refused, Ack = ack };
            }

            // Header values belong to this connection and win.
            var cursor = frame.Cursor.IsEmpty ? response.Cursor : frame.Cursor;
            var internalExt = frame.InternalExt.IsEmpty ? response.InternalExt : frame.InternalExt;
            var found = ReadMessages(ref response, receivedAt.ToUnixTimeMilliseconds(), out var ended);
            return new FrameOutcome
            {
                Events = found,
                ServerTime = found is null ? 0 : UpstreamTimes.Milliseconds(response.Now),
                Ack = response.NeedAck ? FrameWriter.Ack(frame.LogId, internalExt) : null,
                Resume = cursor.IsEmpty ? null : new ResumePoint(Encoding.UTF8.GetString(cursor), Encoding.UTF8.GetString(internalExt)),
                End = ended ? CloseReason.BroadcastEnded : null,
            };
        }
    }

    private List<LiveEvent>? ReadMessages(ref ResponseReader response, long receivedAt, out bool ended)
    {
        List<LiveEvent>? found = null;
        ended = false;
        while (response.Next(out var message))
        {
            var dropped = events.TryMap(message, response.Now, receivedAt, inflater.Options.MaxStringBytes, out var view);
            if (dropped != DropReason.None)
            {
                listener.MessageDropped(dropped);
                continue;
            }

            Add(ref view, ref found);
            ended |= view.Kind == EventKind.Room && view.RoomStatus == RoomStatus.Ended;
        }

        while (events.TryCloseIdleCombo(response.Now, receivedAt, out var closed))
        {
            Add(ref closed, ref found);
        }

        events.Forget(receivedAt, long.MaxValue);
        return found;
    }

    private void Add(ref LiveEventView view, ref List<LiveEvent>? found)
    {
        var verdict = filter?.Apply(ref view) ?? default;
        verdict.Tell(listener);
        if (!verdict.Passes)
        {
            return;
        }

        listener.EventReceived((int)view.Kind);
        (found ??= []).Add(LiveEvents.From(view));
    }
}
