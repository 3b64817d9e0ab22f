using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Telemetry;

public sealed class RoomStatisticsTests
{
    [Fact]
    public void Snapshot_Nothing_IsZeroWithEveryReason()
    {
        var time = new ArmedTime();
        var stats = new RoomStatistics(time).Snapshot();

        Assert.Equal(0, stats.Total);
        Assert.Null(stats.LastEvent);
        Assert.Equal(Enum.GetValues<DropReason>().Length - 1, stats.Drops.Count);
        Assert.All(stats.Drops, d => Assert.Equal(0, d.Value));
    }

    [Fact]
    public void Snapshot_Events_AreCountedByKind()
    {
        var time = new ArmedTime();
        var statistics = new RoomStatistics(time);
        foreach (var kind in Enum.GetValues<EventKind>().Where(k => k != EventKind.None))
        {
            for (var i = 0; i < (int)kind; i++)
            {
                statistics.EventReceived((int)kind);
            }
        }

        var stats = statistics.Snapshot();

        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 28), (stats.Chat, stats.Gift, stats.Like, stats.Enter, stats.Follow, stats.Share, stats.Room, stats.Total));
        Assert.Equal(time.GetUtcNow(), stats.LastEvent);
    }

    [Fact]
    public void Snapshot_TheRest_IsCounted()
    {
        var time = new ArmedTime();
        var statistics = new RoomStatistics(time);
        statistics.Connected(false, TimeSpan.Zero);
        statistics.Connected(true, TimeSpan.Zero);
        statistics.ConnectFailed(true, CloseReason.Tls);
        statistics.FrameReceived(10);
        statistics.FrameReceived(5);
        statistics.FrameRejected(DropReason.BadEnvelope);
        statistics.MessageDropped(DropReason.Duplicate);
        statistics.HeartbeatSent();
        statistics.AckSent();
        statistics.GapFound();

        var stats = statistics.Snapshot();

        Assert.Equal((2, 1, 1), (stats.Connects, stats.Reconnects, stats.ConnectFailures));
        Assert.Equal((2, 15, 1, 1, 1, 1), (stats.Frames, stats.Bytes, stats.Heartbeats, stats.Acks, stats.Gaps, stats.Duplicates));
        Assert.Equal(1, stats.Drops[DropReason.BadEnvelope]);
    }

    [Fact]
    public void EventReceived_FromManyThreads_LosesNone()
    {
        var time = new ArmedTime();
        var statistics = new RoomStatistics(time);
        Parallel.For(0, 10_000, _ => statistics.EventReceived((int)EventKind.Chat));

        Assert.Equal(10_000, statistics.Snapshot().Chat);
    }

    [Fact]
    public void Composite_TellsAllListenersEverything()
    {
        var (a, b) = (new RecordingListener(), new RecordingListener());
        var both = new CompositeListener(a, b);
        both.Connecting(true);
        both.Connected(true, TimeSpan.Zero);
        both.ConnectFailed(false, CloseReason.Tls);
        both.Disconnected(CloseReason.Network);
        both.BackingOff(CloseReason.Network, 2, TimeSpan.FromSeconds(3));
        both.TransportChanged(TransportChange.ToPolling, CloseReason.CloseFrame);
        both.FrameReceived(4);
        both.FrameRejected(DropReason.BadEnvelope);
        both.FrameRedelivered();
        both.MessageDropped(DropReason.Duplicate);
        both.EventReceived(1);
        both.HeartbeatSent();
        both.AckSent();

        Assert.Equal(
            [
                "connecting True", "connected True", "refused False Tls", "disconnected Network", "backing off Network 2 3", "transport ToPolling CloseFrame", "frame 4",
                "rejected BadEnvelope", "redelivered", "dropped Duplicate", "event 1", "heartbeat", "ack",
            ],
            a.Lines);
        Assert.Equal(a.Lines, b.Lines);
        Assert.Equal(typeof(IWebcastListener).GetMethods().Length, a.Lines.Count);
    }
}
