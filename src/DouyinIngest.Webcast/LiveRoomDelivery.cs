using System.Runtime.CompilerServices;
using DouyinIngest.Webcast.Delivery;
using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast;

/// <summary>From the queue to the application: its callbacks, or whoever enumerates.</summary>
internal sealed class LiveRoomDelivery(EventQueueOptions options, LiveRoomStatistics statistics)
{
    private readonly AsyncLocal<StrongBox<bool>?> _inCallback = new();
    private readonly EventHandover _handover = new();

    /// <summary>What was read and not delivered yet.</summary>
    public EventQueue Queue { get; } = new(options);

    /// <summary>The application's functions.</summary>
    public LiveRoomCallbacks Callbacks { get; } = new();

    /// <summary>Whether the code that asks was called by us, and we wait for it.</summary>
    public bool IsInCallback => _inCallback.Value is { Value: true };

    /// <summary>The events for an enumeration; one at a time.</summary>
    public IAsyncEnumerable<LiveEvent> ReadAsync(CancellationToken cancellationToken) => _handover.ReadAsync(cancellationToken);

    /// <summary>Delivers until <paramref name="ending"/> is cancelled, which it is in any case afterwards. What a callback throws comes out of here.</summary>
    public async Task RunAsync(CancellationTokenSource ending)
    {
        try
        {
            await new EventPump(Queue, DeliverAsync).RunAsync(ending.Token);
        }
        finally
        {
            await ending.CancelAsync();
        }
    }

    /// <summary>No more events; enumerations end, with <paramref name="error"/> if there is one.</summary>
    public void Complete(Exception? error) => _handover.Complete(error);

    private async Task DeliverAsync(QueuedFrame frame, CancellationToken stoppingToken)
    {
        if (frame.Events.Count == 0)
        {
            return;
        }

        void Delivered() => statistics.Delivered(frame.ServerTime);
        var called = Callbacks.Any;
        if (called)
        {
            await CallAsync(frame.Events, Delivered, stoppingToken);
        }

        if (!called || _handover.IsRead)
        {
            await _handover.OfferAsync(frame.Events, called ? null : Delivered, stoppingToken);
        }
    }

    private async Task CallAsync(IReadOnlyList<LiveEvent> events, Action delivered, CancellationToken stoppingToken)
    {
        // Flows into the callbacks, and counts no longer once they have returned, for whatever they started.
        var inCallback = new StrongBox<bool>(true);
        _inCallback.Value = inCallback;
        try
        {
            await Callbacks.CallAsync(events, delivered, stoppingToken);
        }
        finally
        {
            inCallback.Value = false;
        }
    }
}
