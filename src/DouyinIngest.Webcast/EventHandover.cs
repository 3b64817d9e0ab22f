using System.Runtime.CompilerServices;
using System.Threading.Channels;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast;

/// <summary>Hands the events of one frame at a time to an enumeration. Nothing is read ahead.</summary>
internal sealed class EventHandover
{
    private readonly Channel<Batch> _batches = Channel.CreateBounded<Batch>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true, SingleWriter = true });

    private Batch? _open;
    private int _enumerating;

    /// <summary>Whether somebody enumerates now.</summary>
    public bool IsRead => Volatile.Read(ref _enumerating) != 0;

    /// <summary>Completes when the event after the last of <paramref name="events"/> was asked for; calls <paramref name="delivered"/> as each is given out.</summary>
    public async Task OfferAsync(IReadOnlyList<LiveEvent> events, Action? delivered, CancellationToken stoppingToken)
    {
        var batch = new Batch(events, delivered);
        await _batches.Writer.WriteAsync(batch, stoppingToken);
        await batch.Consumed.Task.WaitAsync(stoppingToken);
    }

    /// <summary>No more events; enumerations end, with <paramref name="error"/> if there is one.</summary>
    public void Complete(Exception? error) => _batches.Writer.TryComplete(error);

    /// <summary>One enumeration at a time; a later one goes on where an earlier one was left.</summary>
    public async IAsyncEnumerable<LiveEvent> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref _enumerating, 1) != 0)
        {
            throw new InvalidOperationException("The events of this room are being read already; one reader at a time.");
        }

        try
        {
            while (_open is not null || await _batches.Reader.WaitToReadAsync(cancellationToken))
            {
                if (_open is null && !_batches.Reader.TryRead(out _open))
                {
                    continue;
                }

                while (_open.TryTake(out var next))
                {
                    yield return next;
                }

                _open.Consumed.TrySetResult();
                _open = null;
            }
        }
        finally
        {
            Volatile.Write(ref _enumerating, 0);
        }
    }

    private sealed class Batch(IReadOnlyList<LiveEvent> events, Action? delivered)
    {
        private int _next;

        public TaskCompletionSource Consumed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public bool TryTake(out LiveEvent taken)
        {
            taken = _next < events.Count ? events[_next] : events[^1];
            if (_next++ >= events.Count)
            {
                return false;
            }

            delivered?.Invoke();
            return true;
        }
    }
}
