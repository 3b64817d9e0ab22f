using DouyinIngest.Webcast.Sockets;
using DouyinIngest.Webcast.Telemetry;

namespace DouyinIngest.Tests.Webcast.Sockets;

public sealed class ReconnectPolicyTests
{
    private static readonly TimeSpan s_min = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_max = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 4)]
    [InlineData(6, 32)]
    [InlineData(7, 60)]
    [InlineData(100, 60)]
    [InlineData(int.MaxValue, 60)]
    public void FullJitter_Ceiling_DoublesUpToTheMaximum(int failures, double seconds)
        => Assert.Equal(TimeSpan.FromSeconds(seconds), FullJitterPolicy.Ceiling(failures, s_min, s_max));

    [Theory]
    [InlineData(CloseReason.RateLimited, 10)]
    [InlineData(CloseReason.CredentialQuota, 10)]
    [InlineData(CloseReason.SignatureRejected, 5)]
    [InlineData(CloseReason.DeviceBlocked, 5)]
    [InlineData(CloseReason.Forbidden, 5)]
    [InlineData(CloseReason.SignerFailed, 1)]
    [InlineData(CloseReason.Network, 0)]
    [InlineData(CloseReason.RemoteClosed, 0)]
    public void FullJitter_ReasonsFloor_IsNeverUndercut(CloseReason reason, int floor)
    {
        var policy = new FullJitterPolicy(s_min, s_max, new Random(1));
        for (var i = 0; i < 200; i++)
        {
            var delay = policy.NextDelay(1, reason);
            Assert.InRange(delay!.Value.TotalSeconds, floor, floor + 1);
        }
    }

    [Fact]
    public void FullJitter_Delays_AreSpreadEvenlyBelowTheCeiling()
    {
        // Kolmogorov-Smirnov against the uniform distribution: 1.63/√n is the limit at 1 %.
        const int N = 2000;
        var policy = new FullJitterPolicy(s_min, s_max, new Random(20_260_101));
        var sample = Enumerable.Range(0, N).Select(_ => policy.NextDelay(4, CloseReason.Network)!.Value.TotalSeconds / 8).Order().ToArray();
        var distance = sample.Select((x, i) => Math.Max(Math.Abs(x - ((double)i / N)), Math.Abs(((i + 1.0) / N) - x))).Max();

        Assert.InRange(distance, 0, 1.63 / Math.Sqrt(N));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(4, true)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    public void FixedDelay_LastFailure_GivesUp(int failures, bool again)
    {
        var policy = new FixedDelayPolicy(5, TimeSpan.FromSeconds(5));

        Assert.Equal(again ? TimeSpan.FromSeconds(5) : null, policy.NextDelay(failures, CloseReason.Network));
    }
}
