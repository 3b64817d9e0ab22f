using System.Text;
using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;
using Prometheus;

namespace DouyinIngest.Tests.Pipeline.Rooms;

public sealed class RoomsMetricsTests
{
    private readonly CollectorRegistry _registry = Metrics.NewCustomRegistry();
    private readonly RoomsMetrics _metrics;

    public RoomsMetricsTests() => _metrics = new RoomsMetrics(_registry);

    [Fact]
    public async Task Constructor_EveryLabelValue_StandsAtZero()
    {
        var text = await TextAsync();
        foreach (var reason in Enum.GetValues<CloseReason>())
        {
            Assert.Contains($"douyin_disconnects_total{{reason=\"{SnakeCase.Of(reason)}\"}} 0", text, StringComparison.Ordinal);
            Assert.Contains($"douyin_connects_total{{kind=\"resume\",result=\"{SnakeCase.Of(reason)}\"}} 0", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("\"none\"", text, StringComparison.Ordinal);
        Assert.Equal(8, Count(text, "douyin_rooms{"));
        Assert.Equal(7, Count(text, "douyin_events_received_total{"));
        Assert.Equal(3, Count(text, "douyin_connections{"));
    }

    [Fact]
    public async Task EveryCall_CountsUnderItsLabel()
    {
        _metrics.Connecting(true);
        _metrics.Connected(true, TimeSpan.FromSeconds(1));
        _metrics.ConnectFailed(false, CloseReason.DeviceBlocked);
        _metrics.Disconnected(CloseReason.Network);
        _metrics.BackingOff(CloseReason.Tls, 1, TimeSpan.Zero);
        _metrics.FrameReceived(7);
        _metrics.FrameRejected(DropReason.BadEnvelope);
        _metrics.FrameRedelivered();
        _metrics.MessageDropped(DropReason.UnknownMethod);
        _metrics.MessageDropped(DropReason.Duplicate);
        _metrics.EventReceived((int)EventKind.Gift);
        _metrics.HeartbeatSent();
        _metrics.AckSent();
        _metrics.FrameDelivered(TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(-5));
        _metrics.GapCounted(GapReason.MessageTooLarge, missed: 12);
        _metrics.GapCounted(GapReason.CursorForgotten, missed: 30);
        _metrics.RoomFaulted();
        _metrics.EventShed((int)EventKind.Like);
        _metrics.MessageDropped(DropReason.FilteredWord);
        _metrics.EventMasked();
        _metrics.EventTagged();
        _metrics.TransportChanged(TransportChange.ToPolling, CloseReason.IdleTimeout);
        _metrics.TransportChanged(TransportChange.ToWebsocket, CloseReason.Upgraded);

        var text = await TextAsync();
        foreach (var line in (string[])
            [
                "douyin_connects_total{kind=\"resume\",result=\"ok\"} 1", "douyin_connects_total{kind=\"fresh\",result=\"device_blocked\"} 1",
                "douyin_disconnects_total{reason=\"network\"} 1", "douyin_reconnect_backoffs_total{reason=\"tls\"} 1",
                "douyin_frames_received_total 1", "douyin_frames_received_bytes_total 7", "douyin_frames_rejected_total{reason=\"bad_envelope\"} 1",
                "douyin_frames_redelivered_total 1", "douyin_messages_dropped_total{reason=\"unknown_method\"} 1", "douyin_duplicates_suppressed_total 1",
                "douyin_events_received_total{kind=\"gift\"} 1", "douyin_heartbeats_sent_total 1", "douyin_acks_sent_total 1",
                "douyin_receive_to_ack_seconds_sum 0", "douyin_send_to_ack_seconds_sum 0", "douyin_connect_seconds_sum 1",
                "douyin_gaps_total{reason=\"message_too_large\"} 1", "douyin_gap_missed_events_total 42", "douyin_room_faults_total 1",
                "douyin_transport_changes_total{from=\"websocket\",to=\"polling\",reason=\"idle_timeout\"} 1",
                "douyin_transport_changes_total{from=\"polling\",to=\"websocket\",reason=\"upgraded\"} 1",
                "douyin_events_shed_total{kind=\"like\"} 1", "douyin_events_shed_total{kind=\"enter\"} 0",
                "douyin_messages_dropped_total{reason=\"filtered_word\"} 1", "douyin_messages_dropped_total{reason=\"filtered_kind\"} 0",
                "douyin_events_matched_total{action=\"mask\"} 1", "douyin_events_matched_total{action=\"tag\"} 1",
            ])
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Collect_ReadsWhatIsCountedElsewhere()
    {
        var budget = new InFlightBudget(1000);
        budget.Take(300, 3);
        var now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        _metrics.Collect(new Directory(now.AddSeconds(-4), now.AddSeconds(-2), TimeSpan.FromSeconds(7.5)), budget, now);
        var text = await TextAsync();
        foreach (var line in (string[])
            [
                "douyin_rooms{state=\"offline\"} 2", "douyin_rooms{state=\"streaming\"} 5", "douyin_connections{state=\"streaming\"} 5",
                "douyin_in_flight_bytes 300", "douyin_in_flight_records 3", "douyin_in_flight_limit_bytes 1000", "douyin_oldest_unacked_frame_seconds 4",
                "douyin_last_event_timestamp_seconds 1699999998", "douyin_checkpoint_age_seconds 7.5",
                "douyin_room_transports{assigned=\"hybrid\",transport=\"polling\"} 3", "douyin_room_transports{assigned=\"polling\",transport=\"polling\"} 0",
            ])
        {
            Assert.Contains(line, text, StringComparison.Ordinal);
        }

        _metrics.Collect(new Directory(null, null, TimeSpan.Zero), budget, now);
        text = await TextAsync();
        Assert.Contains("douyin_oldest_unacked_frame_seconds 0", text, StringComparison.Ordinal);
        Assert.Contains("douyin_checkpoint_age_seconds 0", text, StringComparison.Ordinal);
        Assert.Contains("douyin_last_event_timestamp_seconds 1699999998", text, StringComparison.Ordinal);
    }

    private static int Count(string text, string start) => text.Split('\n').Count(line => line.StartsWith(start, StringComparison.Ordinal));

    private async Task<string> TextAsync()
    {
        using var stream = new MemoryStream();
        await _registry.CollectAndExportAsTextAsync(stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private sealed class Directory(DateTimeOffset? oldest, DateTimeOffset? lastEvent, TimeSpan checkpointAge) : IRoomDirectory
    {
        public IReadOnlyList<RoomSnapshot> Snapshot() => [];

        public RoomSnapshot? Find(string id) => null;

        public int[] CountByState() => [0, 0, 2, 0, 5, 0, 0, 0];

        public IReadOnlyDictionary<(RoomTransport Assigned, RoomTransport Goes), int> CountByTransport()
            => new Dictionary<(RoomTransport, RoomTransport), int> { [(RoomTransport.Hybrid, RoomTransport.Polling)] = 3 };

        public DateTimeOffset? OldestUnackedAt() => oldest;

        public DateTimeOffset? LastEventAt() => lastEvent;

        public TimeSpan CheckpointAge() => checkpointAge;
    }
}
