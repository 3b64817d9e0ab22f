using DouyinIngest.Pipeline.Rooms;

namespace DouyinIngest.Tests.Pipeline.Rooms.Fakes;

/// <summary>A gate that the test opens and shuts.</summary>
internal sealed class ManualGate : IRoomGate
{
    private TaskCompletionSource<bool> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waits;

    public bool IsOpen { get; private set; } = true;

    public long Epoch { get; set; }

    /// <summary>How often somebody waited.</summary>
    public int Waits => Volatile.Read(ref _waits);

    public void Shut()
    {
        IsOpen = false;
        _answer = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Open(long epoch)
    {
        Epoch = epoch;
        IsOpen = true;
        _answer.TrySetResult(true);
    }

    public void ShutForGood() => _answer.TrySetResult(false);

    public async ValueTask<bool> WaitAsync(CancellationToken stoppingToken)
    {
        Interlocked.Increment(ref _waits);
        return await _answer.Task.WaitAsync(stoppingToken);
    }
}
