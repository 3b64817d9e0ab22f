using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Connector;

public sealed class LiveRoomStatisticsTests
{
    private static readonly QueueStats Nothing = new EventQueue(new EventQueueOptions()).Snapshot();

    [Fact]
    public void Snapshot_Nothing_IsZeroWithEveryReason()
    {
        var time = new ArmedTime();
        var stats = new LiveRoomStatistics(time).Snapshot(Nothing);

        Assert.Equal(0, stats.Total);
        Assert.Null(stats.LastEventTime);
        Assert.Equal(Enum.GetValues<DropReason>().Length - 1, stats.Drops.Count);
        Assert.All(stats.Drops, d => Assert.Equal(0, d.Value));
    }

    [Fact]
    public void Snapshot_Events_AreCountedByKind()
    {
        var time = new ArmedTime();
        var statistics = new LiveRoomStatistics(time);
        foreach (var kind in Enum.GetValues<EventKind>().Where(k => k != EventKind.None))
        {
            for (var i = 0; i < (int)kind; i++)
            {
                statistics.EventReceived((int)kind);
            }
        }

        var stats = statistics.Snapshot(Nothing);

        Assert.Equal((1, 2, 3, 4, 5, 6, 7, 28), (stats.Chat, stats.Gift, stats.Like, stats.Enter, stats.Follow, stats.Share, stats.Room, stats.Total));
        Assert.Equal(time.GetUtcNow(), stats.LastEventTime);
    }

    [Fact]
    public void Snapshot_TheRest_IsCounted()
    {
        var time = new ArmedTime();
        var statistics = new LiveRoomStatistics(time);
        statistics.Connected(false, TimeSpan.Zero);
        statistics.Connected(true, TimeSpan.Zero);
        statistics.ConnectFailed(true, CloseReason.Tls);
        statistics.FrameReceived(10);
        statistics.FrameReceived(5);
        statistics.FrameRejected(DropReason.BadEnvelope);
        statistics.MessageDropped(DropReason.Duplicate);
        statistics.MessageDropped(DropReason.FilteredKind);
        statistics.MessageDropped(DropReason.FilteredUser);
        statistics.MessageDropped(DropReason.FilteredValue);
        statistics.MessageDropped(DropReason.FilteredWord);
        statistics.EventMasked();
        statistics.EventTagged();
        statistics.EventTagged();
        statistics.HeartbeatSent();
        statistics.AckSent();
        statistics.GapFound();

        var stats = statistics.Snapshot(Nothing);

        Assert.Equal((2, 1, 1), (stats.Connects, stats.Reconnects, stats.ConnectFailures));
        Assert.Equal((2, 15, 1, 1, 1, 1), (stats.Frames, stats.Bytes, stats.Heartbeats, stats.Acks, stats.Gaps, stats.Duplicates));
        Assert.Equal((4, 1, 2, 1), (stats.Filtered, stats.Masked, stats.Tagged, stats.Drops[DropReason.FilteredWord]));
        Assert.Equal(1, stats.Drops[DropReason.BadEnvelope]);
    }

    [Fact]
    public async Task Snapshot_ManyThreads_LoseNothing()
    {
        var statistics = new LiveRoomStatistics(TimeProvider.System);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 2_000; i++)
                {
                    statistics.EventReceived(1 + (i % 7));
                    statistics.FrameReceived(3);
                    statistics.MessageDropped(DropReason.Duplicate);
                    statistics.FrameRejected(DropReason.BadEnvelope);
                }
            },
            TestContext.Current.CancellationToken)));
        var stats = statistics.Snapshot(Nothing);
        Assert.Equal((16_000, 16_000, 48_000, 16_000), (stats.Total, stats.Frames, stats.Bytes, stats.Duplicates));
        Assert.Equal(16_000, stats.Drops[DropReason.BadEnvelope]);
    }

    [Fact]
    public void Delivered_Latencies_AreSummedUp()
    {
        var time = new ArmedTime();
        var statistics = new LiveRoomStatistics(time);
        var sent = time.GetUtcNow().ToUnixTimeMilliseconds();
        time.Advance(TimeSpan.FromMilliseconds(10));
        for (var i = 0; i < 98; i++)
        {
            statistics.Delivered(sent);
        }

        time.Advance(TimeSpan.FromMilliseconds(90));
        statistics.Delivered(sent);
        statistics.Delivered(sent);
        statistics.Delivered(0);

        var latency = statistics.Snapshot(Nothing).Latency;
        Assert.Equal((100, TimeSpan.FromMilliseconds(100)), (latency.Count, latency.Last));
        Assert.InRange(latency.P50.TotalMilliseconds, 10, 10.4);
        Assert.InRange(latency.P99.TotalMilliseconds, 100, 103.2);
    }

    [Fact]
    public void Delivered_ServersClockAhead_IsZero()
    {
        var time = new ArmedTime();
        var statistics = new LiveRoomStatistics(time);
        statistics.Delivered(time.GetUtcNow().AddSeconds(5).ToUnixTimeMilliseconds());
        Assert.Equal((1, TimeSpan.Zero), (statistics.Snapshot(Nothing).Latency.Count, statistics.Snapshot(Nothing).Latency.Last));
    }
}
