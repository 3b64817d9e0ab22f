namespace DouyinIngest.Pipeline.Control;

/// <summary>What one record of the control topic says.</summary>
/// <param name="Key">The record's key as text (<see cref="ControlKeys.Text"/>); of a room its live id.</param>
/// <param name="Offset">Where it stands.</param>
internal abstract record ControlEntry(string Key, long Offset);

/// <summary>A room ought to be followed, or is paused.</summary>
internal sealed record RoomWanted(DesiredRoom Room) : ControlEntry(Room.LiveId, Room.Offset);

/// <summary>A tombstone: nothing stands under the key any more.</summary>
internal sealed record EntryRemoved(string Key, long Offset) : ControlEntry(Key, Offset);

/// <summary>The app credentials, by name.</summary>
internal sealed record CredentialsNamed(IReadOnlyDictionary<string, CredentialQuota> Credentials, long Offset) : ControlEntry(ControlKeys.Credentials, Offset);

/// <summary>A record that is not understood; a room of that key does not run.</summary>
internal sealed record EntryRefused(ControlRefusal Refusal) : ControlEntry(Refusal.Key, Refusal.Offset);
