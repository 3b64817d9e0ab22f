using DouyinIngest.Webcast.Frames;
using DouyinIngest.Webcast.Messages;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast.Diagnosis;

/// <summary>
/// Reads a new session until its heartbeat was answered and a frame with messages came, or the time is up. Nothing is acknowledged: the events stay the
/// application's.
/// </summary>
internal static class SessionWatch
{
    public static async Task<SessionSight> LookAsync(ISession session, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        var inflater = new FrameInflater(new FrameOptions());
        var opened = time.GetTimestamp();
        var sight = new SessionSight();
        using var deadline = new CancellationTokenSource(wait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        while (!sight.IsWhole)
        {
            using var message = await session.ReceiveAsync(either.Token);
            if (either.IsCancellationRequested)
            {
                cancellationToken.ThrowIfCancellationRequested();
                return sight;
            }

            sight = message.IsClosed
                ? sight with { Closed = message.ClosedBecause }
                : Take(sight, message.Bytes, time.GetElapsedTime(opened), inflater);
        }

        return sight;
    }

    private static SessionSight Take(SessionSight sight, ReadOnlySpan<byte> bytes, TimeSpan after, FrameInflater inflater)
    {
        if (!FrameReader.TryRead(bytes, out var frame))
        {
            return Frame(sight, bytes.Length, after, 0, DropReason.BadEnvelope);
        }

        switch (frame.Kind)
        {
            case FrameKind.Heartbeat:
                return sight with { HeartbeatAfter = sight.HeartbeatAfter ?? after };
            case FrameKind.Close:
                return sight with { Closed = CloseReason.CloseFrame };
            case FrameKind.Msg:
                var refused = Open(frame, inflater, out var messages);
                return Frame(sight, bytes.Length, after, messages, refused);
            default:
                return sight;
        }
    }

    private static SessionSight Frame(SessionSight sight, int bytes, TimeSpan after, int messages, DropReason refused) => sight.FrameAfter is not null
        ? sight
        : sight with { FrameAfter = after, Bytes = bytes, Messages = messages, Unreadable = refused };

    private static DropReason Open(in Frame frame, FrameInflater inflater, out int messages)
    {
        messages = 0;
        var refused = inflater.Inflate(frame, out var payload);
        if (refused != DropReason.None)
        {
            return refused;
        }

        using (payload)
        {
            refused = ResponseReader.TryOpen(payload.Bytes, inflater.Options.MaxMessages, out var response);
            messages = response.MessageCount;
            return refused;
        }
    }
}
