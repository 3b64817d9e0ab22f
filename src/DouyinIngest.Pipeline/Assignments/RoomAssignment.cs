using DouyinIngest.Webcast.Filters;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Assignments;

/// <summary>One room that ought to be followed.</summary>
/// <param name="LiveId">The live id; identity of the assignment. For a room pinned without one: its room id.</param>
/// <param name="RoomId">Pinned by hand; 0: to be resolved.</param>
/// <param name="Labels">Copied into every event.</param>
internal sealed record RoomAssignment(string LiveId, long RoomId, IReadOnlyDictionary<string, string> Labels)
{
    /// <summary>What of it is published, beside what the service's own filter says; null: all. A change takes effect while the room runs.</summary>
    public FilterRules? Filter { get; init; }

    /// <summary>How it is followed.</summary>
    public RoomTransport Transport { get; init; }

    /// <summary>The app credential whose quota the room uses; null: the one called <c>default</c>.</summary>
    public string? Credential { get; init; }
}
