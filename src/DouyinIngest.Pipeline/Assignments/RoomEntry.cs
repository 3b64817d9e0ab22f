using System.ComponentModel;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Assignments;

/// <summary>One room as the configuration names it: a text, or an object with labels.</summary>
[TypeConverter(typeof(RoomEntryConverter))]
internal sealed class RoomEntry
{
    /// <summary>A live URL, a live id or a 19-digit room id.</summary>
    public string Room { get; set; } = "";

    /// <summary>How it is followed. Default <c>Hybrid</c>.</summary>
    public RoomTransport Transport { get; set; }

    /// <summary>Copied into every event of the room.</summary>
    public IDictionary<string, string> Labels { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);
}
