using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>
/// What of one room is published: what the service's filter and then the room's own let through. The room's own may be changed at any time; the room's
/// loop goes by it from its next event on.
/// </summary>
/// <param name="service">That of all rooms; null: none.</param>
/// <param name="own">The room's; null: none.</param>
internal sealed class RoomFilter(EventFilter? service, FilterRules? own)
{
    private volatile FilterRules? _wanted = own;
    private FilterRules? _compiled;
    private EventFilter? _own;

    /// <summary>Another filter of the room's own from now on; null: none. Called by anybody.</summary>
    public void Use(FilterRules? rules) => _wanted = rules;

    /// <summary>Whether events of a kind may be published. Called by the room's loop.</summary>
    public bool Wants(EventKind kind) => service?.Wants(kind) is not false && Own()?.Wants(kind) is not false;

    /// <summary>Looks at an event, and changes it as the filters say. Called by the room's loop.</summary>
    public FilterVerdict Apply(ref LiveEventView e)
    {
        var first = service?.Apply(ref e) ?? default;
        if (!first.Passes || Own() is not { } own)
        {
            return first;
        }

        var second = own.Apply(ref e);
        return second.Passes ? new FilterVerdict(second.Dropped, first.Masked || second.Masked, first.Tagged || second.Tagged) : second;
    }

    // Made where it is used: thousands of rooms that change at once do not hold up whoever tells them.
    private EventFilter? Own()
    {
        var wanted = _wanted;
        if (!ReferenceEquals(wanted, _compiled))
        {
            _own = wanted is null ? null : new EventFilter(wanted);
            _compiled = wanted;
        }

        return _own;
    }
}
