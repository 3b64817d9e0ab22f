namespace DouyinIngest.Webcast.Chat;

/// <summary>The broadcast that a line is said in.</summary>
/// <param name="LiveId">Live id; empty when only the room id is known.</param>
/// <param name="RoomId">19 digits; new for every broadcast.</param>
public readonly record struct ChatTarget(string LiveId, long RoomId);
