using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Benchmarks.Scenarios.Rig;

/// <summary>Counts everything that a room tells, by reason.</summary>
internal sealed class CountingListener : IRoomListener
{
    private readonly long[] _rejects = new long[Enum.GetValues<DropReason>().Length];
    private readonly long[] _drops = new long[Enum.GetValues<DropReason>().Length];
    private readonly long[] _closes = new long[Enum.GetValues<CloseReason>().Length];
    private readonly long[] _refusals = new long[Enum.GetValues<CloseReason>().Length];
    private long _connected;
    private long _frames;
    private long _events;
    private long _redelivered;
    private long _acks;
    private long _gaps;
    private long _faults;
    private long _maxDeliveryTicks;

    public long Sessions => Interlocked.Read(ref _connected);

    public long Frames => Interlocked.Read(ref _frames);

    public long Events => Interlocked.Read(ref _events);

    public long Redelivered => Interlocked.Read(ref _redelivered);

    public long Acks => Interlocked.Read(ref _acks);

    public long Gaps => Interlocked.Read(ref _gaps);

    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>The longest that a frame waited from its receipt to the release of its ack.</summary>
    public TimeSpan MaxDelivery => TimeSpan.FromTicks(Interlocked.Read(ref _maxDeliveryTicks));

    public long Rejected(DropReason reason) => Interlocked.Read(ref _rejects[(int)reason]);

    public long Dropped(DropReason reason) => Interlocked.Read(ref _drops[(int)reason]);

    public long Closed(CloseReason reason) => Interlocked.Read(ref _closes[(int)reason]);

    public long Refused(CloseReason reason) => Interlocked.Read(ref _refusals[(int)reason]);

    public void Connecting(bool resume)
    {
        // Counted once it is open or refused.
    }

    public void Connected(bool resume, TimeSpan took) => Interlocked.Increment(ref _connected);

    public void ConnectFailed(bool resume, CloseReason reason) => Interlocked.Increment(ref _refusals[(int)reason]);

    public void Disconnected(CloseReason reason) => Interlocked.Increment(ref _closes[(int)reason]);

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay)
    {
        // The end before it is counted.
    }

    public void FrameReceived(int bytes) => Interlocked.Increment(ref _frames);

    public void FrameRejected(DropReason reason) => Interlocked.Increment(ref _rejects[(int)reason]);

    public void FrameRedelivered() => Interlocked.Increment(ref _redelivered);

    public void MessageDropped(DropReason reason) => Interlocked.Increment(ref _drops[(int)reason]);

    public void EventReceived(int kind) => Interlocked.Increment(ref _events);

    public void HeartbeatSent()
    {
        // Of no interest here.
    }

    public void AckSent() => Interlocked.Increment(ref _acks);

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent)
    {
        var seen = Interlocked.Read(ref _maxDeliveryTicks);
        while (sinceReceived.Ticks > seen)
        {
            seen = Interlocked.CompareExchange(ref _maxDeliveryTicks, sinceReceived.Ticks, seen) is var now && now == seen ? sinceReceived.Ticks : now;
        }
    }

    public void EventShed(int kind)
    {
        // Nothing is shed here.
    }

    public void GapCounted(GapReason reason, long missed) => Interlocked.Increment(ref _gaps);

    public void RoomFaulted() => Interlocked.Increment(ref _faults);
}
