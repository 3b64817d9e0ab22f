using System.Globalization;
using DouyinIngest.Webcast.RoomInfo;

namespace DouyinIngest.Pipeline.Assignments;

/// <summary>Reads the configured rooms. Pure; reports every mistake, not the first.</summary>
internal static class RoomList
{
    /// <param name="entries">As configured.</param>
    /// <param name="upstream">Another host that serves live pages; null: the real one.</param>
    /// <param name="errors">One line per entry that cannot be used; names its setting.</param>
    /// <returns>The assignments, by live id.</returns>
    public static IReadOnlyDictionary<string, RoomAssignment> Read(IEnumerable<RoomEntry> entries, Uri? upstream, out IReadOnlyList<string> errors)
    {
        var rooms = new Dictionary<string, RoomAssignment>(StringComparer.Ordinal);
        var found = new List<string>();
        var index = 0;
        foreach (var entry in entries)
        {
            var setting = string.Create(CultureInfo.InvariantCulture, $"Ingest:Rooms:{index++}");
            try
            {
                var room = Read(entry, upstream);
                if (room is null)
                {
                    found.Add($"{setting}: a short link has to be followed to know its room; give the live URL that it leads to.");
                }
                else if (!rooms.TryAdd(room.LiveId, room))
                {
                    found.Add($"{setting}: room {room.LiveId} is listed twice.");
                }
            }
            catch (FormatException e)
            {
                found.Add($"{setting}: {e.Message}");
            }
        }

        errors = found;
        return rooms;
    }

    private static RoomAssignment? Read(RoomEntry entry, Uri? upstream)
    {
        var address = LiveUrl.Parse(entry.Room, upstream);
        var liveId = address.Kind == LiveRoomAddressKind.LiveId ? address.LiveId : address.RoomId.ToString(CultureInfo.InvariantCulture);
        return address.Kind == LiveRoomAddressKind.ShortLink
            ? null
            : new RoomAssignment(liveId, address.RoomId, entry.Labels.ToDictionary(StringComparer.Ordinal)) { Transport = entry.Transport };
    }
}
