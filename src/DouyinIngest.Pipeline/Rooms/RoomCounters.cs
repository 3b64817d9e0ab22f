using System.Diagnostics;
using DouyinIngest.Pipeline.Topics;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// What one room counts for itself, for <c>/rooms</c>; every call is passed on to the service's metrics. Events and frames are counted
/// by the room's loop alone, so plain additions do; readers see figures that may be a moment old.
/// </summary>
internal sealed class RoomCounters(IRoomListener service, TimeProvider time) : IRoomListener
{
    private readonly long[] _events = new long[(int)EventKind.Room + 1];
    private readonly MinuteRate _rate = new();
    private Counters? _carried;
    private int _unrated;
    private Activity? _connect;

    /// <summary>The room, for traces.</summary>
    public string LiveId { get; init; } = "";

    public RoomState State { get; private set; }

    /// <summary>Called with the state before and the one now.</summary>
    public Action<RoomState, RoomState>? Moved { get; set; }

    /// <summary>Since when it is in this state.</summary>
    public DateTimeOffset Since { get; private set; } = time.GetUtcNow();

    public long Frames { get; private set; }

    public long Bytes { get; private set; }

    public long Redelivered { get; private set; }

    public long Rejected { get; private set; }

    public long Duplicates { get; private set; }

    public long Dropped { get; private set; }

    /// <summary>Of those dropped: the events that a filter left out.</summary>
    public long Filtered { get; private set; }

    public int Gaps { get; private set; }

    public int Sessions { get; private set; }

    /// <summary>Times that it went from the socket to polling or back.</summary>
    public int TransportChanges { get; private set; }

    /// <summary>How it goes now, or is to go next: the socket or polling.</summary>
    public RoomTransport Transport { get; private set; } = RoomTransport.Websocket;

    public DateTimeOffset? LastFrameAt { get; private set; }

    public DateTimeOffset? LastEventAt { get; private set; }

    public long EventsOf(EventKind kind) => Volatile.Read(ref _events[(int)kind]);

    /// <summary>Events by the word of their kind, and their <c>total</c>.</summary>
    public Dictionary<string, long> EventsByKind()
    {
        var kinds = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var kind = EventKind.Chat; kind <= EventKind.Room; kind++)
        {
            kinds[EventWords.Of(kind)] = EventsOf(kind);
        }

        kinds["total"] = kinds.Values.Sum();
        return kinds;
    }

    public double EventsPerSecond => _rate.PerSecond(time.GetUtcNow());

    /// <summary>The rate of the minute up to the last frame; 0 when there was none. Asked by the room's loop.</summary>
    public double RateAtLastFrame => LastFrameAt is { } last ? _rate.PerSecond(last) : 0;

    /// <summary>What earlier owners had counted by their last checkpoint: goes into <see cref="Capture"/>, and nowhere else.</summary>
    public void CarryOn(Counters? counters) => _carried = counters;

    /// <summary>Since the room's first checkpoint, over all owners. Called on the room's loop.</summary>
    public Counters Capture()
    {
        var counters = new Counters
        {
            Frames = Frames + (_carried?.Frames ?? 0),
            Duplicates = Duplicates + (_carried?.Duplicates ?? 0),
            Gaps = Gaps + (_carried?.Gaps ?? 0),
            Reconnects = Math.Max(0, Sessions - 1) + (_carried?.Reconnects ?? 0),
        };
        for (var kind = 0; kind < _events.Length; kind++)
        {
            counters.Events.Add(_events[kind] + (kind < _carried?.Events.Count ? _carried.Events[kind] : 0));
        }

        return counters;
    }

    public void MoveTo(RoomState state)
    {
        if (State != state)
        {
            var before = State;
            State = state;
            Since = time.GetUtcNow();
            Moved?.Invoke(before, state);
        }
    }

    public void Connecting(bool resume)
    {
        MoveTo(RoomState.Connecting);

        // One that was given up in between, since we were told to stop, is not told of.
        _connect = RoomTrace.Connecting(LiveId, resume);
        service.Connecting(resume);
    }

    public void Connected(bool resume, TimeSpan took)
    {
        MoveTo(RoomState.Streaming);
        Sessions++;
        RoomTrace.Ended(_connect, null);
        service.Connected(resume, took);
    }

    public void ConnectFailed(bool resume, CloseReason reason)
    {
        RoomTrace.Ended(_connect, SnakeCase.Of(reason));
        service.ConnectFailed(resume, reason);
    }

    public void Disconnected(CloseReason reason) => service.Disconnected(reason);

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay)
    {
        MoveTo(RoomState.BackingOff);
        service.BackingOff(reason, attempt, delay);
    }

    /// <summary>A broadcast is followed as assigned; a hybrid room begins by the socket.</summary>
    public void Begin(RoomTransport assigned) => Transport = assigned == RoomTransport.Polling ? assigned : RoomTransport.Websocket;

    public void TransportChanged(TransportChange change, CloseReason reason)
    {
        TransportChanges++;
        Transport = change == TransportChange.ToPolling ? RoomTransport.Polling : RoomTransport.Websocket;
        service.TransportChanged(change, reason);
    }

    public void FrameReceived(int bytes)
    {
        // One clock read a frame; the events of the frame before are rated by it.
        var now = time.GetUtcNow();
        Frames++;
        Bytes += bytes;
        LastFrameAt = now;
        _rate.Add(now, _unrated);
        _unrated = 0;
        service.FrameReceived(bytes);
    }

    public void FrameRejected(DropReason reason)
    {
        Rejected++;
        service.FrameRejected(reason);
    }

    public void FrameRedelivered()
    {
        Redelivered++;
        service.FrameRedelivered();
    }

    public void MessageDropped(DropReason reason)
    {
        if (reason is DropReason.Duplicate)
        {
            Duplicates++;
        }
        else
        {
            Dropped++;
            Filtered += reason is >= DropReason.FilteredKind and <= DropReason.FilteredWord ? 1 : 0;
        }

        service.MessageDropped(reason);
    }

    public void EventReceived(int kind)
    {
        _events[kind]++;
        _unrated++;
        LastEventAt = LastFrameAt;
        service.EventReceived(kind);
    }

    public void HeartbeatSent() => service.HeartbeatSent();

    public void AckSent() => service.AckSent();

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent) => service.FrameDelivered(sinceReceived, sinceSent);

    public void GapCounted(GapReason reason, long missed)
    {
        Gaps++;
        service.GapCounted(reason, missed);
    }

    public void EventMasked() => service.EventMasked();

    public void EventTagged() => service.EventTagged();

    public void EventShed(int kind) => service.EventShed(kind);

    public void RoomFaulted() => service.RoomFaulted();
}
