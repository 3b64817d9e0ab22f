using DouyinIngest.Pipeline.Rooms;
using DouyinIngest.Protos.Ingest.V1;
using DouyinIngest.Tests.Pipeline.Rooms.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Rooms;

/// <summary>What one room counts for itself, and that the service hears all of it.</summary>
public sealed class RoomCountersTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RecordingRoomListener _service = new();
    private readonly RoomCounters _counters;

    public RoomCountersTests() => _counters = new RoomCounters(_service, _time);

    [Fact]
    public void EveryCall_IsPassedOn()
    {
        _counters.Connecting(true);
        _counters.Connected(true, TimeSpan.FromSeconds(1));
        _counters.ConnectFailed(true, CloseReason.Tls);
        _counters.Disconnected(CloseReason.Network);
        _counters.BackingOff(CloseReason.Network, 1, TimeSpan.Zero);
        _counters.FrameReceived(7);
        _counters.FrameRejected(DropReason.BadEnvelope);
        _counters.FrameRedelivered();
        _counters.MessageDropped(DropReason.BadMessage);
        _counters.EventReceived((int)EventKind.Like);
        _counters.HeartbeatSent();
        _counters.AckSent();
        _counters.GapCounted(GapReason.UnreadableFrame, 9);
        _counters.RoomFaulted();
        _counters.FrameDelivered(TimeSpan.FromSeconds(2), null);

        Assert.Equal(
            [
                "connecting True", "connected True", "refused Tls", "disconnected Network", "backing off Network", "frame", "rejected BadEnvelope",
                "redelivered", "dropped BadMessage", $"event {(int)EventKind.Like}", "heartbeat", "ack", "gap UnreadableFrame", "faulted",
            ],
            _service.Lines);
        Assert.Equal([(TimeSpan.FromSeconds(2), (TimeSpan?)null)], _service.Delivered);
    }

    [Fact]
    public void Counts_EachUnderItsName()
    {
        _counters.FrameReceived(100);
        _counters.FrameReceived(50);
        _counters.FrameRejected(DropReason.BadResponse);
        _counters.FrameRedelivered();
        _counters.FrameRedelivered();
        _counters.MessageDropped(DropReason.Duplicate);
        _counters.MessageDropped(DropReason.UnknownMethod);
        _counters.MessageDropped(DropReason.BadMessage);
        _counters.EventReceived((int)EventKind.Chat);
        _counters.EventReceived((int)EventKind.Room);
        _counters.EventReceived((int)EventKind.Room);
        _counters.GapCounted(GapReason.MessageTooLarge, 9);
        _counters.Connected(false, TimeSpan.Zero);

        Assert.Equal((2L, 150L, 1L, 2L), (_counters.Frames, _counters.Bytes, _counters.Rejected, _counters.Redelivered));
        Assert.Equal((1L, 2L, 1, 1), (_counters.Duplicates, _counters.Dropped, _counters.Gaps, _counters.Sessions));
        Assert.Equal((1L, 2L, 0L), (_counters.EventsOf(EventKind.Chat), _counters.EventsOf(EventKind.Room), _counters.EventsOf(EventKind.Gift)));
    }

    [Fact]
    public void Capture_AddsWhatEarlierOwnersCounted_AndShowsItNowhereElse()
    {
        _counters.CarryOn(new Counters { Frames = 100, Duplicates = 10, Gaps = 3, Reconnects = 4, Events = { 0, 50, 60 } });
        _counters.FrameReceived(100);
        _counters.MessageDropped(DropReason.Duplicate);
        _counters.EventReceived((int)EventKind.Chat);
        _counters.EventReceived((int)EventKind.Room);
        _counters.GapCounted(GapReason.Paused, 9);
        _counters.Connected(false, TimeSpan.Zero);
        _counters.Connected(true, TimeSpan.Zero);

        Assert.Equal(
            new Counters { Frames = 101, Duplicates = 11, Gaps = 4, Reconnects = 5, Events = { 0, 51, 60, 0, 0, 0, 0, 1 } }, _counters.Capture());
        Assert.Equal((1L, 1L, 1, 1L), (_counters.Frames, _counters.Duplicates, _counters.Gaps, _counters.EventsOf(EventKind.Chat)));
    }

    [Fact]
    public void RateAtLastFrame_DoesNotFadeWhileNothingComes()
    {
        Assert.Equal(0, _counters.RateAtLastFrame);
        for (var i = 0; i < 120; i++)
        {
            _counters.EventReceived((int)EventKind.Chat);
        }

        _counters.FrameReceived(1);
        _time.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal((2.0, 0.0), (_counters.RateAtLastFrame, _counters.EventsPerSecond));
    }

    [Fact]
    public void State_FollowsTheConnection_AndSinceTheChange()
    {
        var start = _time.GetUtcNow();
        Assert.Equal((RoomState.Pending, start), (_counters.State, _counters.Since));
        _time.Advance(TimeSpan.FromSeconds(1));
        _counters.Connecting(false);
        Assert.Equal((RoomState.Connecting, start.AddSeconds(1)), (_counters.State, _counters.Since));
        _time.Advance(TimeSpan.FromSeconds(1));
        _counters.Connecting(false);
        Assert.Equal(start.AddSeconds(1), _counters.Since);
        _counters.Connected(false, TimeSpan.Zero);
        Assert.Equal((RoomState.Streaming, start.AddSeconds(2)), (_counters.State, _counters.Since));
        _counters.Disconnected(CloseReason.Network);
        Assert.Equal(RoomState.Streaming, _counters.State);
        _counters.BackingOff(CloseReason.Network, 1, TimeSpan.Zero);
        Assert.Equal(RoomState.BackingOff, _counters.State);
        _counters.ConnectFailed(false, CloseReason.Tls);
        Assert.Equal(RoomState.BackingOff, _counters.State);
    }

    [Fact]
    public void LastTimes_AreThoseOfTheFrame()
    {
        Assert.Null(_counters.LastFrameAt);
        _counters.FrameReceived(1);
        var first = _time.GetUtcNow();
        Assert.Equal((first, null), (_counters.LastFrameAt, _counters.LastEventAt));
        _counters.EventReceived((int)EventKind.Chat);
        Assert.Equal(first, _counters.LastEventAt);
        _time.Advance(TimeSpan.FromSeconds(9));
        _counters.FrameReceived(1);
        Assert.Equal((first.AddSeconds(9), first), (_counters.LastFrameAt, _counters.LastEventAt));
    }

    [Theory]
    [InlineData(1, 60, 4, 4.0)]
    [InlineData(10, 12, 5, 0.5)]
    public void EventsPerSecond_SteadyRoom_IsItsMean(int secondsBetween, int frames, int eventsPerFrame, double expected)
    {
        _time.Advance(TimeSpan.FromSeconds(5));
        for (var frame = 0; frame < frames; frame++)
        {
            _time.Advance(TimeSpan.FromSeconds(secondsBetween));
            _counters.FrameReceived(1);
            for (var e = 0; e < eventsPerFrame; e++)
            {
                _counters.EventReceived((int)EventKind.Chat);
            }
        }

        // Events are rated with the frame behind theirs.
        _counters.FrameReceived(1);
        Assert.InRange(_counters.EventsPerSecond, expected * 0.8, expected * 1.2);
        _time.Advance(TimeSpan.FromSeconds(71));
        Assert.Equal(0, _counters.EventsPerSecond);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(20, 30)]
    [InlineData(45, 30)]
    [InlineData(59, 30)]
    [InlineData(60, 0)]
    public void MinuteRate_SlotsTurn_OneAfterTheOther(int secondsLater, int expectedPerMinute)
    {
        var start = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000 - (1_700_000_000 % 10));
        var rate = new MinuteRate();
        rate.Add(start, 30);
        Assert.Equal(expectedPerMinute / 60.0, rate.PerSecond(start.AddSeconds(secondsLater)));
        rate.Add(start.AddSeconds(secondsLater), 6);
        Assert.Equal((expectedPerMinute + 6) / 60.0, rate.PerSecond(start.AddSeconds(secondsLater)));
    }

    [Fact]
    public void MinuteRate_ClockSetBack_CountsOn()
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
        var rate = new MinuteRate();
        rate.Add(at, 6);
        rate.Add(at.AddSeconds(-25), 6);
        Assert.Equal(0.2, rate.PerSecond(at));
    }
}
