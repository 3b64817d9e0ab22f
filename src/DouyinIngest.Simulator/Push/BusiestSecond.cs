namespace DouyinIngest.Simulator.Push;

/// <summary>The most that ever fell into one second, wherever that second begins. Times come in order; callers hold a gate.</summary>
internal sealed class BusiestSecond
{
    private const long Second = 1000;

    private readonly Queue<long> _recent = new();

    public int Max { get; private set; }

    public void Add(long milliseconds)
    {
        while (_recent.TryPeek(out var oldest) && milliseconds - oldest >= Second)
        {
            _recent.Dequeue();
        }

        _recent.Enqueue(milliseconds);
        Max = Math.Max(Max, _recent.Count);
    }
}
