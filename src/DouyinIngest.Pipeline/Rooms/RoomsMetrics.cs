using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Prometheus;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>The instruments from socket to record, all rooms together. Label values are closed sets, registered at zero.</summary>
internal sealed class RoomsMetrics : IRoomListener
{
    private readonly Counter.Child _frames;
    private readonly Counter.Child _bytes;
    private readonly Counter.Child _redelivered;
    private readonly Counter.Child _heartbeats;
    private readonly Counter.Child _acks;
    private readonly Counter.Child _faults;
    private readonly Counter.Child _duplicates;
    private readonly Counter.Child[] _events;
    private readonly Counter.Child[] _shed;
    private readonly Counter.Child _masked;
    private readonly Counter.Child _tagged;
    private readonly Counter.Child[] _dropped;
    private readonly Counter.Child[] _rejected;
    private readonly Counter.Child[,] _connects;
    private readonly Counter.Child[] _disconnects;
    private readonly Counter.Child[] _backOffs;
    private readonly Counter.Child[] _gaps;
    private readonly Counter.Child _missed;
    private readonly Timing _connectSeconds;
    private readonly Timing _sinceReceived;
    private readonly Timing _sinceSent;
    private readonly Gauge.Child[] _connections;
    private readonly Gauge.Child[] _rooms;
    private readonly Gauge.Child _inFlightBytes;
    private readonly Gauge.Child _inFlightRecords;
    private readonly Gauge.Child _inFlightLimit;
    private readonly Gauge.Child _oldestUnacked;
    private readonly Gauge.Child _lastEvent;
    private readonly Gauge.Child _checkpointAge;
    private readonly TransportMetrics _transports;

    public RoomsMetrics(CollectorRegistry registry)
    {
        var metrics = Metrics.WithCustomRegistry(registry);
        _frames = metrics.CreateCounter("douyin_frames_received_total", "Whole WebSocket messages and answers to polls read. A flat line while rooms stream: nothing comes from the upstream.").WithLabels();
        _bytes = metrics.CreateCounter("douyin_frames_received_bytes_total", "Bytes of those messages, as they came over the wire.").WithLabels();
        _redelivered = metrics.CreateCounter("douyin_frames_redelivered_total", "Frames sent again while the original was still on its way to the broker. Many: the broker is slow, see douyin_receive_to_ack_seconds.").WithLabels();
        _heartbeats = metrics.CreateCounter("douyin_heartbeats_sent_total", "Heartbeats handed to sockets.").WithLabels();
        _acks = metrics.CreateCounter("douyin_acks_sent_total", "Upstream acks handed to sockets; each follows the broker's confirmation of its frame and of all before it.").WithLabels();
        _faults = metrics.CreateCounter("douyin_room_faults_total", "Faults of ours that were contained in one room. Above zero: a bug; the log has it, please report it.").WithLabels();
        _duplicates = metrics.CreateCounter("douyin_duplicates_suppressed_total", "Messages whose event id was seen before. Ordinary after a reconnect; steadily many: the upstream repeats itself.").WithLabels();
        _events = Children<EventKind>(metrics.CreateCounter("douyin_events_received_total", "Events made, by kind.", "kind"));
        _shed = Children<EventKind>(metrics.CreateCounter("douyin_events_shed_total", "Events received and not published since the in-flight budget was nearly spent, by kind; only those of Ingest:Shed. Above zero: the broker is too slow or away.", "kind"));
        _dropped = Children<DropReason>(metrics.CreateCounter("douyin_messages_dropped_total", "Messages that made no event, by reason. bad_message and string_too_long are on the dead-letter topic; unknown_method is a new upstream feature; filtered_kind, filtered_user, filtered_value and filtered_word are what filters leave out on purpose; the others are ordinary.", "reason"), IsOfMessage);
        var matched = metrics.CreateCounter("douyin_events_matched_total", "Chats published that have a word of a filter's list, by action: mask put stars into them, tag only named the list. Those that a list drops are douyin_messages_dropped_total with the reason filtered_word.", "action");
        _masked = matched.WithLabels("mask");
        _tagged = matched.WithLabels("tag");
        _rejected = Children<DropReason>(metrics.CreateCounter("douyin_frames_rejected_total", "Frames that could not be read or understood, by reason. The room resumes from its watermark; if it repeats the upstream changed, or a limit in Frame:* is too low.", "reason"), IsOfFrame);
        _disconnects = Children<CloseReason>(metrics.CreateCounter("douyin_disconnects_total", "Sessions that ended, by reason.", "reason"));
        _backOffs = Children<CloseReason>(metrics.CreateCounter("douyin_reconnect_backoffs_total", "Waits before a next attempt, by what went before. Steadily many of one reason: look at /rooms for its remedy.", "reason"));
        _gaps = Children<GapReason>(metrics.CreateCounter("douyin_gaps_total", "Holes: a room went on behind something that it could not have, by reason. Above zero: events were lost; their raw bytes may be on the dead-letter topic.", "reason"));
        _missed = metrics.CreateCounter("douyin_gap_missed_events_total", "About how many events those holes hold, by each room's rate in the minute before. The status topic says when and where.").WithLabels();
        _connects = Connects(metrics.CreateCounter("douyin_connects_total", "Attempts to open a session, by kind (fresh, resume) and result (ok, or why it was refused).", "kind", "result"));
        _connections = Children<RoomState>(metrics.CreateGauge("douyin_connections", "Rooms by the state of their connection.", "state"), IsConnected);
        _rooms = Children<RoomState>(metrics.CreateGauge("douyin_rooms", "Rooms of this process by state.", "state"));
        _inFlightBytes = metrics.CreateGauge("douyin_in_flight_bytes", "Bytes handed to the broker's client and not yet released, all rooms. At douyin_in_flight_limit_bytes sockets are not read: the broker is slow or away.").WithLabels();
        _inFlightRecords = metrics.CreateGauge("douyin_in_flight_records", "Records handed to the broker's client and not yet released, all rooms.").WithLabels();
        _inFlightLimit = metrics.CreateGauge("douyin_in_flight_limit_bytes", "Ingest:InFlightBytes.").WithLabels();
        _oldestUnacked = metrics.CreateGauge("douyin_oldest_unacked_frame_seconds", "Age of the oldest frame whose events are not all on the broker. Growing: the broker does not confirm.").WithLabels();
        _lastEvent = metrics.CreateGauge("douyin_last_event_timestamp_seconds", "When the last event of any room was received, by the Unix clock; 0 before the first. Long ago while rooms stream: nothing comes from the upstream.").WithLabels();
        _checkpointAge = metrics.CreateGauge("douyin_checkpoint_age_seconds", "How far the last confirmed checkpoint of a room is behind its last event, in the room where that is most. Ordinary up to 10; more is what a successor would have to fetch once more: the brokers do not confirm.").WithLabels();
        _transports = new TransportMetrics(metrics);
        _connectSeconds = new Timing(metrics, "douyin_connect_seconds", "How long it took to open a session.");
        _sinceReceived = new Timing(metrics, "douyin_receive_to_ack_seconds", "From the last byte of a frame to the broker's confirmation of it and of all before it in its room. High: see the Kafka client's queue and round trip.");
        _sinceSent = new Timing(metrics, "douyin_send_to_ack_seconds", "From the server's clock in a frame to the same moment. High with a low douyin_receive_to_ack_seconds: the link is slow, or the clocks differ.");
    }

    public void Connecting(bool resume)
    {
        // An attempt is counted with its result.
    }

    public void Connected(bool resume, TimeSpan took)
    {
        _connects[resume ? 1 : 0, 0].Inc();
        _connectSeconds.Observe(took.TotalSeconds);
    }

    public void ConnectFailed(bool resume, CloseReason reason) => _connects[resume ? 1 : 0, 1 + (int)reason].Inc();

    public void Disconnected(CloseReason reason) => _disconnects[(int)reason].Inc();

    public void BackingOff(CloseReason reason, int attempt, TimeSpan delay) => _backOffs[(int)reason].Inc();

    public void TransportChanged(TransportChange change, CloseReason reason) => _transports.Changed(change, reason);

    public void FrameReceived(int bytes)
    {
        _frames.Inc();
        _bytes.Inc(bytes);
    }

    public void FrameRejected(DropReason reason) => _rejected[(int)reason].Inc();

    public void FrameRedelivered() => _redelivered.Inc();

    public void MessageDropped(DropReason reason)
    {
        if (reason == DropReason.Duplicate)
        {
            _duplicates.Inc();
        }
        else
        {
            _dropped[(int)reason].Inc();
        }
    }

    public void EventReceived(int kind) => _events[kind].Inc();

    public void EventMasked() => _masked.Inc();

    public void EventTagged() => _tagged.Inc();

    public void EventShed(int kind) => _shed[kind].Inc();

    public void HeartbeatSent() => _heartbeats.Inc();

    public void AckSent() => _acks.Inc();

    public void FrameDelivered(TimeSpan sinceReceived, TimeSpan? sinceSent)
    {
        _sinceReceived.Observe(Math.Max(0, sinceReceived.TotalSeconds));
        if (sinceSent is { } sent)
        {
            // The server's clock is not ours: a frame from the future is one that took no time.
            _sinceSent.Observe(Math.Max(0, sent.TotalSeconds));
        }
    }

    public void GapCounted(GapReason reason, long missed)
    {
        _gaps[(int)reason].Inc();
        _missed.Inc(missed);
    }

    public void RoomFaulted() => _faults.Inc();

    /// <summary>Reads what is counted elsewhere; called before each scrape.</summary>
    public void Collect(IRoomDirectory rooms, InFlightBudget budget, DateTimeOffset now)
    {
        var counts = rooms.CountByState();
        for (var state = 0; state < counts.Length; state++)
        {
            _rooms[state].Set(counts[state]);
            _connections[state]?.Set(counts[state]);
        }

        _transports.Collect(rooms);
        _inFlightBytes.Set(budget.Bytes);
        _inFlightRecords.Set(budget.Records);
        _inFlightLimit.Set(budget.Limit);
        _checkpointAge.Set(rooms.CheckpointAge().TotalSeconds);
        if (rooms.LastEventAt() is { } lastEvent)
        {
            _lastEvent.Set(lastEvent.ToUnixTimeMilliseconds() / 1000.0);
        }

        _oldestUnacked.Set(rooms.OldestUnackedAt() is { } oldest ? Math.Max(0, (now - oldest).TotalSeconds) : 0);
    }

    internal static bool IsOfFrame(DropReason reason) => reason is > DropReason.None and <= DropReason.UnknownPayloadType;

    internal static bool IsOfMessage(DropReason reason) => reason is > DropReason.UnknownPayloadType and not DropReason.Duplicate;

    private static bool IsConnected(RoomState state) => state is RoomState.Connecting or RoomState.Streaming or RoomState.BackingOff;

    private static Counter.Child[,] Connects(Counter counter)
    {
        var reasons = Enum.GetValues<CloseReason>();
        var children = new Counter.Child[2, 1 + reasons.Length];
        for (var kind = 0; kind < 2; kind++)
        {
            children[kind, 0] = counter.WithLabels(kind == 0 ? "fresh" : "resume", "ok");
            foreach (var reason in reasons)
            {
                children[kind, 1 + (int)reason] = counter.WithLabels(kind == 0 ? "fresh" : "resume", SnakeCase.Of(reason));
            }
        }

        return children;
    }

    private static TChild[] Children<TEnum, TChild>(Collector<TChild> instrument, Predicate<TEnum>? wanted = null)
        where TEnum : struct, Enum
        where TChild : ChildBase
    {
        var values = Enum.GetValues<TEnum>();
        var children = new TChild[values.Length];
        foreach (var value in values)
        {
            // "None" is no label; a call with it would be a bug and throws.
            if (wanted?.Invoke(value) ?? !string.Equals(value.ToString(), "None", StringComparison.Ordinal))
            {
                children[Convert.ToInt32(value, System.Globalization.CultureInfo.InvariantCulture)] = instrument.WithLabels(SnakeCase.Of(value));
            }
        }

        return children;
    }

    private static Counter.Child[] Children<TEnum>(Counter counter, Predicate<TEnum>? wanted = null)
        where TEnum : struct, Enum
        => Children<TEnum, Counter.Child>(counter, wanted);

    private static Gauge.Child[] Children<TEnum>(Gauge gauge, Predicate<TEnum>? wanted = null)
        where TEnum : struct, Enum
        => Children<TEnum, Gauge.Child>(gauge, wanted);
}
