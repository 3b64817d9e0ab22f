using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast.Delivery;

/// <summary>
/// Frames between one writer (the socket's reader) and one reader (the pump), in order, bounded by the number of their events. When it is full the
/// oldest events of the droppable kinds go; when there are none the writer waits.
/// </summary>
internal sealed class EventQueue(EventQueueOptions options)
{
    private readonly int _capacity = options.Capacity;
    private readonly HashSet<EventKind> _droppable = [.. options.DropOldest];
    private readonly long[] _dropped = new long[(int)EventKind.Room + 1];
    private readonly Lock _gate = new();
    private readonly LinkedList<QueuedFrame> _frames = new();
    private int _depth;
    private bool _delivering;
    private TaskCompletionSource? _changed;

    /// <summary>Puts a frame in; waits while it has no place.</summary>
    public async ValueTask EnqueueAsync(QueuedFrame frame, CancellationToken stoppingToken)
    {
        var placed = false;
        while (!placed)
        {
            var changed = Task.CompletedTask;
            var emptied = new List<QueuedFrame>();
            lock (_gate)
            {
                placed = MakeRoom(frame, emptied) || TryAdd(frame);
                if (placed)
                {
                    Signal();
                }
                else
                {
                    changed = Changed();
                }
            }

            emptied.ForEach(static f => f.Settle());
            await changed.WaitAsync(stoppingToken);
        }
    }

    /// <summary>
    /// The next frame, which is being delivered until <see cref="Delivered"/>. Throws once <paramref name="stoppingToken"/> is cancelled, though
    /// frames may be left.
    /// </summary>
    public async ValueTask<QueuedFrame> DequeueAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                stoppingToken.ThrowIfCancellationRequested();
                if (_frames.First is { Value: var frame })
                {
                    _frames.RemoveFirst();
                    _depth -= frame.Events.Count;
                    _delivering = true;
                    Signal();
                    return frame;
                }

                changed = Changed();
            }

            await changed.WaitAsync(stoppingToken);
        }
    }

    /// <summary>The dequeued frame is with the application no longer, whether consumed or not.</summary>
    public void Delivered()
    {
        lock (_gate)
        {
            _delivering = false;
            Signal();
        }
    }

    /// <summary>Completes when nothing is being delivered.</summary>
    public Task WhenRestingAsync() => WhenAsync(static queue => !queue._delivering, CancellationToken.None);

    /// <summary>Completes when everything was delivered.</summary>
    public Task WhenEmptyAsync(CancellationToken stoppingToken) => WhenAsync(static queue => !queue._delivering && queue._frames.Count == 0, stoppingToken);

    public QueueStats Snapshot()
    {
        lock (_gate)
        {
            return new QueueStats
            {
                Depth = _depth,
                Capacity = _capacity,
                DroppedByKind = Enum.GetValues<EventKind>().Where(k => k != EventKind.None).ToDictionary(k => k, k => _dropped[(int)k]),
            };
        }
    }

    private async Task WhenAsync(Func<EventQueue, bool> holds, CancellationToken stoppingToken)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (holds(this))
                {
                    return;
                }

                changed = Changed();
            }

            await changed.WaitAsync(stoppingToken);
        }
    }

    // Frames are counted too, so that empty ones cannot pile up without end.
    private bool Fits(QueuedFrame frame, int less = 0)
        => _frames.Count == 0 || (_depth - less + frame.Events.Count <= _capacity && _frames.Count < _capacity);

    private bool TryAdd(QueuedFrame frame)
    {
        if (!Fits(frame))
        {
            return false;
        }

        _frames.AddLast(frame);
        _depth += frame.Events.Count;
        return true;
    }

    /// <summary>Drops the oldest until the frame fits or nothing may be dropped. True: nothing is left of the frame itself.</summary>
    private bool MakeRoom(QueuedFrame incoming, List<QueuedFrame> emptied)
    {
        for (var node = _frames.First; node is not null && _droppable.Count > 0 && !Fits(incoming);)
        {
            var next = node.Next;
            var dropped = Drop(node.Value, incoming);
            _depth -= dropped;
            if (dropped > 0 && node.Value.Events.Count == 0)
            {
                _frames.Remove(node);
                emptied.Add(node.Value);
            }

            node = next;
        }

        if (_droppable.Count == 0 || Drop(incoming, incoming) == 0 || incoming.Events.Count > 0)
        {
            return false;
        }

        emptied.Add(incoming);
        return true;
    }

    private int Drop(QueuedFrame from, QueuedFrame incoming)
    {
        var dropped = 0;
        while (!Fits(incoming, less: ReferenceEquals(from, incoming) ? 0 : dropped) && from.DropOldest(_droppable) is { } kind)
        {
            _dropped[(int)kind]++;
            dropped++;
        }

        return dropped;
    }

    private Task Changed() => (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Signal()
    {
        _changed?.SetResult();
        _changed = null;
    }
}
