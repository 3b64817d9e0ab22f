using System.Collections.Concurrent;

namespace DouyinIngest.Simulator.OpenPlatform;

/// <summary>Which message types of which broadcasts are pushed, and what of them waits to be fetched. Thread-safe.</summary>
internal sealed class PlatformTasks
{
    private readonly ConcurrentDictionary<(long RoomId, string Type), bool> _running = new();
    private readonly ConcurrentDictionary<(long RoomId, string Type), ConcurrentQueue<PlatformEvent>> _missed = new();
    private int _starts;
    private int _stops;

    public int Starts => _starts;

    public int Stops => _stops;

    /// <summary>Those that run, in an order that stays.</summary>
    public IReadOnlyList<(long RoomId, string Type)> Running => [.. _running.Where(task => task.Value).Select(task => task.Key).Order()];

    public void Start(long roomId, string type)
    {
        Interlocked.Increment(ref _starts);
        _running[(roomId, type)] = true;
    }

    /// <summary>False: there was none.</summary>
    public bool Stop(long roomId, string type)
    {
        Interlocked.Increment(ref _stops);
        return _running.TryUpdate((roomId, type), false, true);
    }

    /// <summary>1: there is none, 2: it does not run, 3: it runs.</summary>
    public int Status(long roomId, string type) => !_running.TryGetValue((roomId, type), out var runs) ? 1 : runs ? 3 : 2;

    /// <summary>Keeps what can be fetched.</summary>
    public void Keep(IEnumerable<PlatformEvent> events)
    {
        foreach (var e in events)
        {
            _missed.GetOrAdd((e.RoomId, e.Type), static _ => new()).Enqueue(e);
        }
    }

    /// <summary>All that was missed, as long as the broadcast lasts: fetching takes nothing away.</summary>
    public IReadOnlyList<PlatformEvent> Missed(long roomId, string type) => _missed.TryGetValue((roomId, type), out var events) ? [.. events] : [];
}
