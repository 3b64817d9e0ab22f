namespace DouyinIngest.Webcast.Recordings;

/// <summary>What a recording is of.</summary>
/// <param name="LiveId">The room's live id; empty where it was followed by room id alone.</param>
/// <param name="RoomId">Room id of the broadcast.</param>
/// <param name="StartedAt">When the recording began.</param>
/// <param name="Scrubbed">Names, ids and words of people were taken out.</param>
/// <param name="Program">What recorded it, with its version.</param>
public sealed record RecordingInfo(string LiveId, long RoomId, DateTimeOffset StartedAt, bool Scrubbed, string Program);
