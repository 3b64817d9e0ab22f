using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Load;

/// <summary>Passes everything on to the service's own listener, counts events and times frames.</summary>
internal sealed class LoadListener(IRoomListener service, long events) : IRoomListener
{
    private readonly TaskCompletionSource _received = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _left = events;

    public LatencyHistogram ReceiveToAck { get; } = new();

    /// <summary>Completes when as many events as wanted were read and handed over.</summary>
    public Task AllReceived => _received.Task;

    /// <summary>Below zero: more than wanted.</summary>
    public long Left => Interlocked.Read(ref _left);

    public void EventReceived(int kind)
    {
        service.EventReceived(kind);
        if (Interlocked.Decrement(ref _left) == 0)
        {
            _received.SetResult();
        }
    }

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent)
    {
        service.FrameDelivered(sinceReceived, sinceSent);
        ReceiveToAck.Add(sinceReceived);
    }

    public void EventMasked() => service.EventMasked();

    public void EventTagged() => service.EventTagged();

    public void EventShed(int kind) => service.EventShed(kind);

    public void GapCounted(GapReason reason, long missed) => service.GapCounted(reason, missed);

    public void RoomFaulted() => service.RoomFaulted();

    public void Connecting(bool resume) => service.Connecting(resume);

    public void Connected(bool resume, TimeSpan took) => service.Connected(resume, took);

    public void ConnectFailed(bool resume, CloseReason reason) => service.ConnectFailed(resume, reason);

    public void Disconnected(CloseReason reason) => service.Disconnected(reason);

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay) => service.BackingOff(reason, attempt, delay);

    public void FrameReceived(int bytes) => service.FrameReceived(bytes);

    public void FrameRejected(DropReason reason) => service.FrameRejected(reason);

    public void FrameRedelivered() => service.FrameRedelivered();

    public void MessageDropped(DropReason reason) => service.MessageDropped(reason);

    public void HeartbeatSent() => service.HeartbeatSent();

    public void AckSent() => service.AckSent();
}
