using DouyinIngest.Pipeline.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class PartitionGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SuspensionWatch _watch;
    private readonly PartitionGate _gate;

    public PartitionGateTests()
    {
        _watch = new SuspensionWatch(_time, () => { });
        _gate = new PartitionGate(_watch);
    }

    [Fact]
    public void IsOpen_NoStop_FromTheBeginning() => Assert.True(_gate.IsOpen);

    [Fact]
    public void IsOpen_TicksAreLate_ShutBeforeTheStopIsNoticed()
    {
        _time.AdjustTime(_time.GetUtcNow() + SuspensionWatch.Limit + TimeSpan.FromMilliseconds(1));

        Assert.Equal(0, _watch.Generation);
        Assert.False(_gate.IsOpen);
    }

    [Fact]
    public void Verified_UnderTheStopBefore_DoesNotOpen()
    {
        Stop();
        _gate.Verified(_watch.Generation);
        Stop();

        _gate.Verified(1);
        Assert.False(_gate.IsOpen);
        _gate.Verified(2);
        Assert.True(_gate.IsOpen);
    }

    [Fact]
    public void WhenChanged_VerifiedOrWoken_Completes()
    {
        var first = _gate.WhenChangedAsync();
        Assert.Same(first, _gate.WhenChangedAsync());
        _gate.Verified(0);
        Assert.True(first.IsCompletedSuccessfully);

        var second = _gate.WhenChangedAsync();
        Assert.False(second.IsCompleted);
        _gate.Wake();
        Assert.True(second.IsCompletedSuccessfully);
    }

    public void Dispose() => _watch.Dispose();

    // The wall clock jumps, and then a tick comes.
    private void Stop()
    {
        _time.AdjustTime(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        _time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.True(_watch.IsAwake);
    }
}
