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
}
