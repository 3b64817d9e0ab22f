using DouyinIngest.Webcast.Events;

namespace DouyinIngest.Benchmarks.Chaos.Check;

/// <summary>
/// What the service said that it left out, held against what is missing, by room and kind. What was left out and then also lay in a hole (the room came
/// back with a place before it, which the upstream had forgotten) is missing once and told of twice.
/// </summary>
internal sealed class LeftOut
{
    private readonly Dictionary<EventKind, long> _told = [];

    /// <summary>Told of, by kind.</summary>
    public IReadOnlyDictionary<EventKind, long> Told => _told;

    /// <summary>Missing outside every hole, and told of.</summary>
    public long Missing { get; private set; }

    /// <summary>Told of, and not missing at all.</summary>
    public long False { get; private set; }

    /// <summary>Counts a room's events of a kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="told">That the service said it left out.</param>
    /// <param name="missing">Not on the topics, outside every hole.</param>
    /// <param name="inHoles">Not on the topics, in holes.</param>
    public void Add(EventKind kind, long told, long missing, long inHoles)
    {
        if (told != 0)
        {
            _told[kind] = _told.GetValueOrDefault(kind) + told;
            Missing += Math.Min(told, missing);
            False += Math.Max(0, told - missing - inHoles);
        }
    }
}
