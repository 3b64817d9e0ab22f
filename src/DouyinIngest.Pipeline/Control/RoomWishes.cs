using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Control;

/// <summary>How <c>rooms add</c> wants its rooms; what is left out stays as it is, or as by default for a new room.</summary>
internal sealed record RoomWishes
{
    public int? Priority { get; init; }

    public string? Credential { get; init; }

    /// <summary>These are set; others that the room has stay.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The whole filter; one without rules takes the room's away.</summary>
    public FilterRules? Filter { get; init; }

    /// <summary>Of the filter, the only kinds that are published; the rest of it stays.</summary>
    public IReadOnlySet<EventKind>? Kinds { get; init; }

    public RoomTransport? Transport { get; init; }

    public bool Paused { get; init; }
}
