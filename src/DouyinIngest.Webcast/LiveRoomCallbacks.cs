using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Webcast;

/// <summary>The functions that an application gave for events. May be added to while running.</summary>
internal sealed class LiveRoomCallbacks
{
    private readonly Lock _gate = new();
    private volatile Func<LiveEvent, ValueTask>[] _callbacks = [];

    public bool Any => _callbacks.Length > 0;

    public void Add<T>(Func<T, ValueTask> callback)
        where T : LiveEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        lock (_gate)
        {
            _callbacks = [.. _callbacks, e => e is T ours ? callback(ours) : ValueTask.CompletedTask];
        }
    }

    public void Add<T>(Action<T> callback)
        where T : LiveEvent
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add<T>(e =>
        {
            callback(e);
            return ValueTask.CompletedTask;
        });
    }

    /// <summary>Calls one after the other, event by event, each awaited.</summary>
    public async Task CallAsync(IReadOnlyList<LiveEvent> events)
    {
        foreach (var e in events)
        {
            foreach (var callback in _callbacks)
            {
                await callback(e);
            }
        }
    }
}
