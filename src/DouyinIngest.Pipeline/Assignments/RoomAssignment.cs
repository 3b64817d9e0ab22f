namespace DouyinIngest.Pipeline.Assignments;

/// <summary>One room that ought to be followed.</summary>
/// <param name="LiveId">The live id; identity of the assignment. For a room pinned without one: its room id.</param>
/// <param name="RoomId">Pinned by hand; 0: to be resolved.</param>
/// <param name="Labels">Copied into every event.</param>
internal sealed record RoomAssignment(string LiveId, long RoomId, IReadOnlyDictionary<string, string> Labels);
