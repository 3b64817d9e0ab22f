namespace DouyinIngest.Pipeline.Fleet;

/// <summary>
/// Whether rooms of a partition may publish, as far as stops of the process are concerned: shut from a stop on until the log was read to an end
/// asked for afterwards and no foreign claim was met. The coordinator opens it.
/// </summary>
internal sealed class PartitionGate(SuspensionWatch watch)
{
    private readonly Lock _lock = new();
    private int _verified = watch.Generation;
    private TaskCompletionSource? _opened;

    // In this order: ticks that are recent again imply that the number of the stop is the new one.
    public bool IsOpen => watch.IsAwake && Volatile.Read(ref _verified) == watch.Generation;

    /// <summary>The log was read to an end that was asked for after stop number <paramref name="generation"/>.</summary>
    public void Verified(int generation)
    {
        TaskCompletionSource? opened;
        lock (_lock)
        {
            _verified = generation;
            (opened, _opened) = (_opened, null);
        }

        opened?.TrySetResult();
    }

    /// <summary>Completes at the next look that is worth taking.</summary>
    public Task WhenChangedAsync()
    {
        lock (_lock)
        {
            return (_opened ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    /// <summary>Wakes whoever waits, to look again.</summary>
    public void Wake()
    {
        TaskCompletionSource? opened;
        lock (_lock)
        {
            (opened, _opened) = (_opened, null);
        }

        opened?.TrySetResult();
    }
}
