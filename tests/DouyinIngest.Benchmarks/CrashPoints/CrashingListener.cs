using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.CrashPoints;

/// <summary>The service's own listener, with a point where the broker's confirmation is acted on and where a room closes.</summary>
internal sealed class CrashingListener(IRoomListener inner, CrashFuse fuse) : IRoomListener
{
    public void Connecting(bool resume) => inner.Connecting(resume);

    public void Connected(bool resume, TimeSpan took) => inner.Connected(resume, took);

    public void ConnectFailed(bool resume, CloseReason reason) => inner.ConnectFailed(resume, reason);

    public void Disconnected(CloseReason reason)
    {
        if (reason == CloseReason.Stopped)
        {
            fuse.Reached(CrashPoint.Closing);
        }

        inner.Disconnected(reason);
    }

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay) => inner.BackingOff(reason, attempt, delay);

    public void FrameReceived(int bytes) => inner.FrameReceived(bytes);

    public void FrameRejected(DropReason reason) => inner.FrameRejected(reason);

    public void FrameRedelivered() => inner.FrameRedelivered();

    public void MessageDropped(DropReason reason) => inner.MessageDropped(reason);

    public void EventReceived(int kind) => inner.EventReceived(kind);

    public void EventMasked() => inner.EventMasked();

    public void EventTagged() => inner.EventTagged();

    public void EventShed(int kind) => inner.EventShed(kind);

    public void HeartbeatSent() => inner.HeartbeatSent();

    public void AckSent()
    {
        fuse.Reached(CrashPoint.Confirmed);
        inner.AckSent();
    }

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent)
    {
        fuse.Reached(CrashPoint.Checkpointed);
        inner.FrameDelivered(sinceReceived, sinceSent);
    }

    public void GapCounted(GapReason reason, long missed) => inner.GapCounted(reason, missed);

    public void RoomFaulted() => inner.RoomFaulted();
}
