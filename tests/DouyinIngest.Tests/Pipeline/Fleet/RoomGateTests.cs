using DouyinIngest.Pipeline.Fleet;
using Microsoft.Extensions.Time.Testing;

namespace DouyinIngest.Tests.Pipeline.Fleet;

public sealed class RoomGateTests : IDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly SuspensionWatch _watch;
    private readonly PartitionGate _partition;
    private readonly RoomGate _gate;
    private int _generation;

    public RoomGateTests()
    {
        _watch = new SuspensionWatch(_time, () => _generation++);
        _partition = new PartitionGate(_watch);
        _gate = new RoomGate(_partition, 7, _time);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Wait_Open_PassesAtOnce()
    {
        Assert.True(_gate.IsOpen);
        Assert.True(await _gate.WaitAsync(Token));
        Assert.Equal(7, _gate.Epoch);
    }

    [Fact]
    public void Renew_Claimed_TellsTheNewEpoch()
    {
        _gate.Renew(12);
        Assert.Equal(12, _gate.Epoch);
    }

    [Fact]
    public async Task S8_StoppedIsSilent_UntilTheLogWasReadAfterIt()
    {
        Stop();
        Assert.False(_gate.IsOpen);
        var waiting = _gate.WaitAsync(Token).AsTask();
        _partition.Verified(0);
        Assert.False(_gate.IsOpen);
        Assert.False(waiting.IsCompleted);

        _partition.Verified(_watch.Generation);
        Assert.True(await waiting.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Token));
        Assert.True(_gate.IsOpen);
    }

    [Fact]
    public async Task Wait_ShutMeanwhile_IsForGood()
    {
        Stop();
        var waiting = _gate.WaitAsync(Token).AsTask();
        _gate.Shut();
        Assert.False(await waiting.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Token));
        _partition.Verified(_watch.Generation);
        Assert.False(_gate.IsOpen);
        Assert.False(await _gate.WaitAsync(Token));
    }

    [Fact]
    public async Task Wait_ToldToStop_DoesNotPass()
    {
        Stop();
        using var stop = new CancellationTokenSource();
        var waiting = _gate.WaitAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        Assert.False(await waiting.WaitAsync(TimeSpan.FromSeconds(5), TimeProvider.System, Token));
    }

    public void Dispose() => _watch.Dispose();

    // A fake clock that jumps fires its timers late, as a process that was stopped does.
    private void Stop()
    {
        _time.AutoAdvanceAmount = TimeSpan.Zero;
        _time.Advance(TimeSpan.FromMilliseconds(100));
        _time.SetUtcNow(_time.GetUtcNow() + TimeSpan.FromSeconds(30));
        Assert.NotEqual(0, _generation);
    }
}
