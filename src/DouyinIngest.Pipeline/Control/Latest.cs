using System.Runtime.CompilerServices;

namespace DouyinIngest.Pipeline.Control;

/// <summary>A value that one sets and many watch; who is slow sees the newest and not those between. Thread-safe.</summary>
internal sealed class Latest<T>
    where T : class
{
    private Node _node = new(null);

    /// <summary>The newest; null before the first.</summary>
    public T? Value => Volatile.Read(ref _node).Value;

    public void Set(T value) => Interlocked.Exchange(ref _node, new Node(value)).Changed.TrySetResult();

    /// <summary>Ends every watch with an error.</summary>
    public void Fail(Exception error) => Volatile.Read(ref _node).Changed.TrySetException(error);

    /// <summary>The newest now, unless there is none yet, and then after every change the newest, until cancelled.</summary>
    public async IAsyncEnumerable<T> WatchAsync([EnumeratorCancellation] CancellationToken stoppingToken)
    {
        while (true)
        {
            var node = Volatile.Read(ref _node);
            if (node.Value is { } value)
            {
                yield return value;
            }

            await node.Changed.Task.WaitAsync(stoppingToken);
        }
    }

    private sealed class Node(T? value)
    {
        public T? Value { get; } = value;

        public TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
