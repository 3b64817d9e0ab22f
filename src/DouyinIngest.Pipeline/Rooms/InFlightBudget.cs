namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// How many bytes may be on their way to the broker at once: one budget for the whole process, and one for each room below it.
/// Whoever reads a socket waits here before each read, so what bounds memory is that sockets are not read. Taking never waits:
/// the bound is exceeded by at most one frame a room. Thread-safe.
/// </summary>
internal sealed class InFlightBudget(long limit, InFlightBudget? parent = null)
{
    private readonly Lock _gate = new();
    private Queue<TaskCompletionSource>? _waiters;
    private long _bytes;
    private long _records;
    private int _waiting;

    public long Limit { get; } = limit;

    /// <summary>Bytes taken and not yet given back.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Records taken and not yet given back.</summary>
    public long Records => Interlocked.Read(ref _records);

    /// <summary>The part that is spent, of this budget or of its parent, whichever is more; 1: all of it.</summary>
    public double Spent => Math.Max((double)Bytes / Limit, parent?.Spent ?? 0);

    public void Take(long bytes, int records)
    {
        Interlocked.Add(ref _bytes, bytes);
        Interlocked.Add(ref _records, records);
        parent?.Take(bytes, records);
    }

    /// <summary>Gives back what was taken and wakes who waits; never runs a waiter on this thread.</summary>
    public void Give(long bytes, int records)
    {
        Interlocked.Add(ref _records, -records);
        var left = Interlocked.Add(ref _bytes, -bytes);
        if (left < Limit && Volatile.Read(ref _waiting) > 0)
        {
            Wake(left);
        }

        parent?.Give(bytes, records);
    }

    /// <summary>
    /// Returns once neither this budget nor its parent is spent; at once when they are not. False: cancelled.
    /// </summary>
    public ValueTask<bool> WaitAsync(CancellationToken cancellationToken)
    {
        return IsOpen ? new ValueTask<bool>(!cancellationToken.IsCancellationRequested) : SlowWaitAsync(cancellationToken);
    }

    private bool IsOpen => Bytes < Limit && (parent is null || parent.IsOpen);

    private async ValueTask<bool> SlowWaitAsync(CancellationToken cancellationToken)
    {
        while (!IsOpen)
        {
            // A turn whose owner was cancelled is spent all the same; the next Give wakes the next one.
            await Enter().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellationToken.IsCancellationRequested || (parent is not null && !await parent.WaitAsync(cancellationToken)))
            {
                return false;
            }
        }

        return !cancellationToken.IsCancellationRequested;
    }

    /// <summary>A place in the queue; completed when this budget is not spent.</summary>
    private Task Enter()
    {
        lock (_gate)
        {
            // The fence of the increment pairs with that of the subtraction in Give: one of the two sees the other.
            Interlocked.Increment(ref _waiting);
            if (Bytes < Limit)
            {
                Interlocked.Decrement(ref _waiting);
                return Task.CompletedTask;
            }

            var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (_waiters ??= new Queue<TaskCompletionSource>()).Enqueue(turn);
            return turn.Task;
        }
    }

    /// <summary>One at a time while the budget is nearly spent, so that it is not overrun; all once half of it is free, so that nobody is left behind.</summary>
    private void Wake(long left)
    {
        lock (_gate)
        {
            var all = left <= Limit / 2;
            while (_waiters is not null && _waiters.TryDequeue(out var turn))
            {
                Interlocked.Decrement(ref _waiting);
                turn.TrySetResult();
                if (!all)
                {
                    return;
                }
            }
        }
    }
}
