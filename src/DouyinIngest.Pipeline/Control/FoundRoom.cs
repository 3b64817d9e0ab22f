namespace DouyinIngest.Pipeline.Control;

/// <summary>A room as a person named it, found.</summary>
/// <param name="LiveId">Its live id: the key of its record.</param>
/// <param name="RoomId">The broadcast that was pinned by its room id; 0: none.</param>
internal readonly record struct FoundRoom(string LiveId, long RoomId);
