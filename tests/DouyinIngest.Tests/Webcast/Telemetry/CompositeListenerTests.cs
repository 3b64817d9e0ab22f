using DouyinIngest.Tests.Fakes;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Telemetry;

public sealed class CompositeListenerTests
{
    [Fact]
    public void EveryCall_ReachesEveryListenerWithItsValues()
    {
        var (first, second) = (new RecordingListener(), new RecordingListener());
        var both = new CompositeListener(first, second);
        both.Connecting(true);
        both.Connected(false, TimeSpan.FromSeconds(1));
        both.ConnectFailed(true, CloseReason.Tls);
        both.Disconnected(CloseReason.Network);
        both.BackingOff(CloseReason.RateLimited, 3, TimeSpan.FromSeconds(2.5));
        both.FrameReceived(42);
        both.FrameRejected(DropReason.BadResponse);
        both.FrameRedelivered();
        both.MessageDropped(DropReason.NoEvent);
        both.EventReceived(7);
        both.EventMasked();
        both.EventTagged();
        both.HeartbeatSent();
        both.AckSent();

        string[] told =
        [
            "connecting True", "connected False", "refused True Tls", "disconnected Network", "backing off RateLimited 3 2.5", "frame 42",
            "rejected BadResponse", "redelivered", "dropped NoEvent", "event 7", "masked", "tagged", "heartbeat", "ack",
        ];
        Assert.Equal(told, first.Lines);
        Assert.Equal(told, second.Lines);
    }

    [Fact]
    public void NoListener_IsQuiet() => new CompositeListener().AckSent();

    [Fact]
    public async Task Statistics_ManyThreads_LoseNothing()
    {
        var statistics = new RoomStatistics(TimeProvider.System);
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
        var stats = statistics.Snapshot();
        Assert.Equal((16_000, 16_000, 48_000, 16_000), (stats.Total, stats.Frames, stats.Bytes, stats.Duplicates));
        Assert.Equal(16_000, stats.Drops[DropReason.BadEnvelope]);
    }

    [Fact]
    public void Exception_SaysReasonDetailAndRemedy()
    {
        var e = new DouyinIngest.Webcast.LiveRoomException(CloseReason.RateLimited, "HTTP 429");
        Assert.Equal($"RateLimited: HTTP 429. {Remedies.For(CloseReason.RateLimited)}", e.Message);
        Assert.Equal((CloseReason.RateLimited, "HTTP 429", Remedies.For(CloseReason.RateLimited)), (e.Reason, e.Detail, e.Remedy));
        Assert.Equal($"Tls. {Remedies.For(CloseReason.Tls)}", new DouyinIngest.Webcast.LiveRoomException(CloseReason.Tls, "").Message);
    }
}
