using DouyinIngest.Pipeline.Topics;

namespace DouyinIngest.Tests.Pipeline.Topics.Fakes;

internal sealed class CountingDelivery : Delivery
{
    private readonly TaskCompletionSource _complete = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _inFlight;
    private int _completions;

    public long InFlight => Volatile.Read(ref _inFlight);

    public int Completions => Volatile.Read(ref _completions);

    public Task Complete => _complete.Task;

    protected override void OnBegin(int bytes) => Interlocked.Add(ref _inFlight, bytes);

    protected override void OnSettle(int bytes) => Interlocked.Add(ref _inFlight, -bytes);

    protected override void OnComplete()
    {
        Interlocked.Increment(ref _completions);
        _complete.TrySetResult();
    }
}
