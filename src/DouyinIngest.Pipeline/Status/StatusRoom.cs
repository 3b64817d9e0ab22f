namespace DouyinIngest.Pipeline.Status;

/// <summary>Which room a status is about.</summary>
/// <param name="LiveId">The record's key; for a room that is pinned by room id alone, that one.</param>
/// <param name="RoomId">The broadcast; 0 when none is known.</param>
/// <param name="Epoch">The owner's; 0 without a fleet.</param>
internal readonly record struct StatusRoom(string LiveId, long RoomId, long Epoch);
