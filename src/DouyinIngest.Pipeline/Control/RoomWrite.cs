namespace DouyinIngest.Pipeline.Control;

/// <summary>One record for the control topic.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value; null: a tombstone.</param>
/// <param name="IsNew">Nothing stood under the key.</param>
internal sealed record RoomWrite(string Key, byte[]? Value, bool IsNew = false);

/// <summary>What could not be done for one room.</summary>
/// <param name="Room">As it was given.</param>
/// <param name="Reason">Why, and what to do.</param>
internal sealed record RoomFailure(string Room, string Reason);
