using System.ComponentModel.DataAnnotations;
using DouyinIngest.Pipeline.Assignments;
using DouyinIngest.Webcast.Events;
using DouyinIngest.Webcast.Sockets;

namespace DouyinIngest.Pipeline.Rooms;

/// <summary>Which rooms are followed, and what they may cost.</summary>
internal sealed class IngestOptions
{
    public const string SectionName = "Ingest";

    /// <summary>
    /// The rooms: each a live URL, a live id or a 19-digit room id, or an object <c>{ "Room": …, "Labels": { … } }</c> whose labels are copied into every event.
    /// A live id is resolved whenever its anchor goes live; a room id is followed as it is. Default none.
    /// </summary>
    public IList<RoomEntry> Rooms { get; set; } = [];

    /// <summary>How those rooms are followed: <c>Hybrid</c> (default), <c>Websocket</c> or <c>Polling</c>. Rooms of the control topic each say their own.</summary>
    [EnumDataType(typeof(RoomTransport))]
    public RoomTransport Transport { get; set; } = RoomTransport.Hybrid;

    /// <summary>Most bytes of one room on their way to the broker before its socket is no longer read. Default 4 MiB.</summary>
    [Range(64 * 1024, 1L << 32)]
    public long InFlightBytesPerRoom { get; set; } = 4L * 1024 * 1024;

    /// <summary>Most bytes of all rooms on their way to the broker. Default 128 MiB.</summary>
    [Range(64 * 1024, 1L << 40)]
    public long InFlightBytes { get; set; } = 128L * 1024 * 1024;

    /// <summary>
    /// Kinds of events that are left out while the broker is too slow, the first named first: from 70 % of <see cref="InFlightBytesPerRoom"/> or
    /// <see cref="InFlightBytes"/> on, the others evenly behind it, below 100 %. Never chats or gifts. Default none: nothing is left out.
    /// </summary>
    public IList<EventKind> Shed { get; set; } = [];

    /// <summary>How long after a room was found offline it is looked at again; a random part of up to a fifth is added. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "1.00:00:00")]
    public TimeSpan OfflineInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Ceiling of the random wait before the first reconnect; it doubles with each failure in a row. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan ReconnectMinDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Highest ceiling of the wait before a reconnect. Default 60 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan ReconnectMaxDelay { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How many rooms are looked up at the same time. Default 8.</summary>
    [Range(1, 1000)]
    public int ConcurrentLookups { get; set; } = 8;

    /// <summary>How long a room rests after a fault of ours; doubled up to 16 times for each further one. Default 1 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.01", "01:00:00")]
    public TimeSpan FaultDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>The same fault in this many rooms in a row, within <see cref="FaultWindow"/> of each other, ends the process. Default 5.</summary>
    [Range(2, 10_000)]
    public int FaultLimit { get; set; } = 5;

    /// <summary>Faults further apart than this are no row. Default 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FaultWindow { get; set; } = TimeSpan.FromMinutes(1);
}
