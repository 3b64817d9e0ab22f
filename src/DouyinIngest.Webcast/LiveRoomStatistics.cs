using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Webcast;

/// <summary>Counts what happens in one room. Thread-safe.</summary>
internal sealed class LiveRoomStatistics(TimeProvider time) : IWebcastListener
{
    // Indexed by an event kind's public number, 1 chat to 7 room.
    private readonly long[] _events = new long[8];
    private readonly LatencyHistogram _latencies = new();
    private readonly long[] _drops = new long[Enum.GetValues<DropReason>().Length];
    private long _frames;
    private long _bytes;
    private long _connects;
    private long _connectFailures;
    private long _heartbeats;
    private long _acks;
    private long _gaps;
    private long _transportChanges;
    private long _lastEvent;
    private long _measured;
    private long _lastLatency;
    private long _masked;
    private long _tagged;

    /// <summary>The counts now. Counts of one snapshot may be an instant apart.</summary>
    public LiveRoomStats Snapshot(QueueStats queue)
    {
        var last = Interlocked.Read(ref _lastEvent);
        return new LiveRoomStats
        {
            Total = Enumerable.Range(0, _events.Length).Sum(Events),
            Chat = Events(1),
            Gift = Events(2),
            Like = Events(3),
            Enter = Events(4),
            Follow = Events(5),
            Share = Events(6),
            Room = Events(7),
            Frames = Interlocked.Read(ref _frames),
            Bytes = Interlocked.Read(ref _bytes),
            Connects = Interlocked.Read(ref _connects),
            ConnectFailures = Interlocked.Read(ref _connectFailures),
            Heartbeats = Interlocked.Read(ref _heartbeats),
            Acks = Interlocked.Read(ref _acks),
            Duplicates = Drops(DropReason.Duplicate),
            Filtered = Drops(DropReason.FilteredKind) + Drops(DropReason.FilteredUser) + Drops(DropReason.FilteredValue) + Drops(DropReason.FilteredWord),
            Masked = Interlocked.Read(ref _masked),
            Tagged = Interlocked.Read(ref _tagged),
            Gaps = Interlocked.Read(ref _gaps),
            TransportChanges = Interlocked.Read(ref _transportChanges),
            Drops = Enum.GetValues<DropReason>().Where(r => r != DropReason.None).ToDictionary(r => r, Drops),
            LastEventTime = last == 0 ? null : new DateTimeOffset(last, TimeSpan.Zero),
            Latency = new LatencyStats
            {
                Count = Interlocked.Read(ref _measured),
                Last = TimeSpan.FromTicks(Interlocked.Read(ref _lastLatency)),
                P50 = TimeSpan.FromMilliseconds(_latencies.Percentile(0.5)),
                P99 = TimeSpan.FromMilliseconds(_latencies.Percentile(0.99)),
            },
            Queue = queue,
        };
    }

    public void Connecting(bool resume)
    {
    }

    public void Connected(bool resume, TimeSpan took) => Interlocked.Increment(ref _connects);

    public void ConnectFailed(bool resume, CloseReason reason) => Interlocked.Increment(ref _connectFailures);

    public void Disconnected(CloseReason reason)
    {
    }

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay)
    {
    }

    public void TransportChanged(TransportChange change, CloseReason reason) => Interlocked.Increment(ref _transportChanges);

    public void FrameReceived(int bytes)
    {
        Interlocked.Increment(ref _frames);
        Interlocked.Add(ref _bytes, bytes);
    }

    public void FrameRejected(DropReason reason) => Interlocked.Increment(ref _drops[(int)reason]);

    public void FrameRedelivered()
    {
    }

    public void MessageDropped(DropReason reason) => Interlocked.Increment(ref _drops[(int)reason]);

    public void EventReceived(int kind)
    {
        Interlocked.Increment(ref _events[kind]);
        Interlocked.Exchange(ref _lastEvent, time.GetUtcNow().UtcTicks);
    }

    public void EventMasked() => Interlocked.Increment(ref _masked);

    public void EventTagged() => Interlocked.Increment(ref _tagged);

    public void HeartbeatSent() => Interlocked.Increment(ref _heartbeats);

    public void AckSent() => Interlocked.Increment(ref _acks);

    /// <summary>An event reaches the application. <paramref name="serverTime"/>: the upstream's clock when it sent it, milliseconds; 0 when not told.</summary>
    internal void Delivered(long serverTime)
    {
        if (serverTime == 0)
        {
            return;
        }

        var latency = Math.Max(0, time.GetUtcNow().UtcTicks - DateTimeOffset.FromUnixTimeMilliseconds(serverTime).UtcTicks);
        _latencies.Add(TimeSpan.FromTicks(latency));
        Interlocked.Exchange(ref _lastLatency, latency);
        Interlocked.Increment(ref _measured);
    }

    /// <summary>A frame was given up.</summary>
    internal void GapFound() => Interlocked.Increment(ref _gaps);

    private long Events(int kind) => Interlocked.Read(ref _events[kind]);

    private long Drops(DropReason reason) => Interlocked.Read(ref _drops[(int)reason]);
}
