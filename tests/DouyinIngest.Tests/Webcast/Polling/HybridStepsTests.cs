using DouyinIngest.Webcast.Polling;
using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Polling;

public sealed class HybridStepsTests
{
    private const int Refused = -1;

    [Theory]
    [InlineData(Refused, CloseReason.DeviceBlocked, true)]
    [InlineData(Refused, CloseReason.SignatureRejected, true)]
    [InlineData(Refused, CloseReason.RateLimited, true)]
    [InlineData(Refused, CloseReason.Network, true)]
    [InlineData(Refused, CloseReason.UpstreamError, true)]
    [InlineData(Refused, CloseReason.SignerFailed, true)]
    [InlineData(Refused, CloseReason.CredentialQuota, false)]
    [InlineData(Refused, CloseReason.CredentialUnknown, false)]
    [InlineData(3600, CloseReason.IdleTimeout, true)]
    [InlineData(3600, CloseReason.MessageTimeout, true)]
    [InlineData(3600, CloseReason.CloseFrame, true)]
    [InlineData(3600, CloseReason.RemoteClosed, false)]
    [InlineData(3600, CloseReason.Network, false)]
    [InlineData(4, CloseReason.RemoteClosed, true)]
    [InlineData(4, CloseReason.Network, true)]
    [InlineData(5, CloseReason.RemoteClosed, false)]
    [InlineData(0, CloseReason.UnreadableFrame, false)]
    [InlineData(0, CloseReason.MessageTooLarge, false)]
    public void After_Socket_PollsAtOnceWhereThatHelps(int livedSeconds, CloseReason reason, bool polls)
    {
        TimeSpan? lived = livedSeconds == Refused ? null : TimeSpan.FromSeconds(livedSeconds);

        Assert.Equal(
            new HybridStep(polls ? RoomTransport.Polling : RoomTransport.Websocket, polls),
            HybridSteps.After(RoomTransport.Websocket, lived, reason));
    }

    [Theory]
    [InlineData(CloseReason.Upgraded, true)]
    [InlineData(CloseReason.RateLimited, false)]
    [InlineData(CloseReason.Network, false)]
    public void After_Polling_TheSocketIsNext_AtOnceOnlyWhenItWorks(CloseReason reason, bool atOnce)
        => Assert.Equal(new HybridStep(RoomTransport.Websocket, atOnce), HybridSteps.After(RoomTransport.Polling, TimeSpan.FromSeconds(9), reason));

    [Fact]
    public void Failures_SocketThatWorkedForAMinute_CountAnew()
    {
        Assert.Equal(1, HybridSteps.Failures(0, null));
        Assert.Equal(5, HybridSteps.Failures(4, TimeSpan.FromSeconds(59)));
        Assert.Equal(1, HybridSteps.Failures(4, TimeSpan.FromSeconds(60)));
    }

    [Theory]
    [InlineData(0, 0, 2.5)]
    [InlineData(1, 0, 2.5)]
    [InlineData(1, 1, 5)]
    [InlineData(3, 0.5, 15)]
    [InlineData(99, 1, 120)]
    public void UpgradeDelay_DoublesUpToItsBound_HalfOfItAtRandom(int failures, double random, double seconds)
        => Assert.Equal(
            TimeSpan.FromSeconds(seconds), HybridSteps.UpgradeDelay(failures, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2), random));
}
