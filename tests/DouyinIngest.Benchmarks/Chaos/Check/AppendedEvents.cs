using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>The records of the event topics as the log has them: first ones, their order and their times.</summary>
internal sealed class AppendedEvents
{
    private readonly Dictionary<UInt128, (long Time, int Content)> _first = [];
    private readonly Dictionary<(long RoomId, EventKind Kind), List<UInt128>> _order = [];
    private readonly Dictionary<long, List<long>> _times = [];

    /// <summary>Ids under which two different things stand.</summary>
    public long Contradictions { get; private set; }

    /// <summary>Records of one partition in the order of their offsets.</summary>
    /// <param name="roomId">The broadcast.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="key">The event id's key.</param>
    /// <param name="time">When the broker appended it, milliseconds.</param>
    /// <param name="content">A hash of what it says.</param>
    public void Add(long roomId, EventKind kind, UInt128 key, long time, int content)
    {
        List(_times, roomId).Add(time);
        if (_first.TryGetValue(key, out var known))
        {
            Contradictions += known.Content == content ? 0 : 1;
            return;
        }

        _first.Add(key, (time, content));
        List(_order, (roomId, kind)).Add(key);
    }

    /// <summary>When an event was first appended; null: never.</summary>
    public long? TimeOf(UInt128 key) => _first.TryGetValue(key, out var found) ? found.Time : null;

    /// <summary>The first records of a room and kind, in their order.</summary>
    public IReadOnlyList<UInt128> OrderOf(long roomId, EventKind kind) => _order.GetValueOrDefault((roomId, kind)) ?? [];

    /// <summary>When anything of a room was appended, sorted.</summary>
    public long[] TimesOf(long roomId) => [.. (_times.GetValueOrDefault(roomId) ?? []).Order()];

    private static List<TItem> List<TKey, TItem>(Dictionary<TKey, List<TItem>> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists[key] = list = [];
        }

        return list;
    }
}
