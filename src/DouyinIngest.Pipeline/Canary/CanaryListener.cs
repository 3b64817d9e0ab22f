using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Canary;

/// <summary>Hears what happens to the canary, which is no room of ours: only its connects count, and under its own name.</summary>
internal sealed class CanaryListener(CanaryMetrics metrics) : IRoomListener
{
    public void Connecting(bool resume)
    {
    }

    public void Connected(bool resume, TimeSpan took) => metrics.Connected();

    public void ConnectFailed(bool resume, CloseReason reason) => metrics.Refused();

    public void Disconnected(CloseReason reason)
    {
    }

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay)
    {
    }

    public void FrameReceived(int bytes)
    {
    }

    public void FrameRejected(DropReason reason)
    {
    }

    public void FrameRedelivered()
    {
    }

    public void MessageDropped(DropReason reason)
    {
    }

    public void EventReceived(int kind)
    {
    }

    public void HeartbeatSent()
    {
    }

    public void AckSent()
    {
    }

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent)
    {
    }

    public void GapCounted(GapReason reason, long missed)
    {
    }

    public void EventShed(int kind)
    {
    }

    public void RoomFaulted()
    {
    }
}
