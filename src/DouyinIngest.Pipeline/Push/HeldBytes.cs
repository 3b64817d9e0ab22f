namespace DouyinIngest.Pipeline.Push;

/// <summary>How many bytes of bodies are held, and a bound that is never passed. Thread-safe.</summary>
internal sealed class HeldBytes(long limit, PushMetrics metrics)
{
    private long _bytes;

    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>False: there is no room for so many.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > limit)
        {
            Give(bytes);
            return false;
        }

        metrics.Held(Bytes);
        return true;
    }

    public void Give(long bytes)
    {
        Interlocked.Add(ref _bytes, -bytes);
        metrics.Held(Bytes);
    }
}
