using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast;

/// <summary>The functions that an application gave for events. May be added to while running.</summary>
internal sealed class LiveRoomCallbacks
{
    private readonly Lock _gate = new();
    private volatile Func<LiveEvent, Task>[] _callbacks = [];

    public bool Any => _callbacks.Length > 0;

    public void Add<T>(Func<T, Task> callback)
        where T : LiveEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_gate)
        {
            _callbacks = [.. _callbacks, e => e is T ours ? callback(ours) : Task.CompletedTask];
        }
    }

    public void Add<T>(Action<T> callback)
        where T : LiveEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add<T>(e =>
        {
            callback(e);
            return Task.CompletedTask;
        });
    }

    /// <summary>Calls one after the other, event by event, each awaited; before each event, <paramref name="delivered"/>. Throws between two events when stopped.</summary>
    public async Task CallAsync(IReadOnlyList<LiveEvent> events, Action delivered, CancellationToken stoppingToken)
    {
        foreach (var e in events)
        {
            stoppingToken.ThrowIfCancellationRequested();
            delivered();
            foreach (var callback in _callbacks)
            {
                await callback(e);
            }
        }
    }
}
